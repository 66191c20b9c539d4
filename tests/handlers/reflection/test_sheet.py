"""A reflection as a sheet to print: what stands on it, who can read it, and that it goes where the reflection goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chat import Chat
from tests.handlers.reflection.steps import ALL, QUICK, STALE, TRIAL, reflect, rows, skip_through
from tests.talk import Talk
from tests.word import Word, open_word
from tests.world import ALONE, CENTRE, World

SHEET = "シートにする（Word）"
NAME = "ふりかえりのシート 令和8年11月23日（月）.docx"
PERSON = ["本人中心", "本人の思いや願いに寄り添い、本人中心の支援を行う"]
SOCIETY = ["社会モデル", "障害を社会の状況・環境との関係の中で理解し、とらえる"]
FIRST = "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。"
SECOND = "環境やまわりの関わりが変わって、少し楽になったことはありましたか。"


def sheet(talk: Talk) -> Word:
    """Return the one sheet that came, opened."""
    names = [name for name, _ in talk.files]
    assert names == [NAME]
    return open_word(talk.files[0][1])


@pytest.mark.each_face
def test_a_reflection_becomes_a_sheet(talk: Talk) -> None:
    reflect(talk, line="帰り道の話", step="散歩").taps(SHEET).sees(
        "ふりかえりのシート",
        "ファイルは、開けた人ならだれでも読めます。井戸端には残していません。",
        "［名前を入れる］",
        "［ふりかえりを読む］",
        "［はじめの画面へ］",
    )
    talk.sees("Telegramの画面とサーバーには残ります。", on="telegram")
    word = sheet(talk)
    assert word.tables == [
        [["日付", "令和8年11月23日（月）　令和8年度"], ["なにについて", "面談"], ["名前", ""]],
        [
            ["\n".join(PERSON), "\n".join(("よかったところがある", FIRST, "帰り道の話"))],
            ["\n".join(SOCIETY), "\n".join(("よかったところがある", SECOND, "帰り道の話"))],
        ],
    ]
    assert word.lines[-3:] == ["次の一歩", "散歩", "手書きのメモ"]
    # The name and the notes: nothing else was passed over.
    assert word.ruled == 1 + 4
    assert word.foot == [
        "このシートは、仕事を評価するものではありません。",
        "書いた本人のものです。見せるかどうかは、本人が決めます。",
        "利用者さんのお名前や、その人と分かることは書かないでください。",
    ]
    assert talk.described == ["令和8年11月23日（月）のふりかえりです。印刷して、手で書き足せます。"]


def test_the_name_stands_there_only_when_its_owner_says_so(talk: Talk) -> None:
    reflect(talk).taps(SHEET)
    assert ALONE not in "\n".join(sheet(talk).lines)
    talk.taps("名前を入れる").sees("［名前を空けておく］")
    assert sheet(talk).tables[0][2] == ["名前", ALONE]
    talk.taps("名前を空けておく").sees("［名前を入れる］")
    assert sheet(talk).tables[0][2] == ["名前", ""]


def test_what_was_passed_over_has_room_for_writing_by_hand(talk: Talk) -> None:
    skip_through(talk.taps("ふりかえり").taps(QUICK)).taps(SHEET)
    word = sheet(talk)
    assert word.tables[0] == [
        ["日付", "令和8年11月23日（月）　令和8年度"],
        ["なにについて", ""],
        ["名前", ""],
    ]
    assert word.tables[1] == [["\n".join(PERSON), ""], ["\n".join(SOCIETY), ""]]
    assert [line for line in word.lines if line.endswith(("こと", "一歩", "メモ"))] == [
        "よかったこと",
        "ほかに見たこと",
        "次の一歩",
        "手書きのメモ",
    ]
    # What it was about, the name; what was good; two perspectives; the next step; notes.
    assert word.ruled == 2 + 3 + 2 * 3 + 2 + 4


def test_what_went_well_comes_first_and_what_does_not_concern_needs_no_room(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("今回は関係しない")
    talk.taps("よかったところがある").says("笑っていた").taps("今日はなし").taps(SHEET)
    word = sheet(talk)
    assert word.tables[1:] == [
        [["\n".join(SOCIETY), "\n".join(("よかったところがある", SECOND, "笑っていた"))]],
        [["\n".join(PERSON), "今回は関係しない"]],
    ]
    assert word.ruled == 1 + 2 + 4


def test_what_was_heavy_does_not_stand_among_what_went_well(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("もう限界です").taps("つづける")
    talk.taps("今回は関係しない").taps("今日はなし").taps(SHEET)
    word = sheet(talk)
    assert word.tables[1:] == [
        [
            ["\n".join(PERSON), "\n".join(("よかったところがある", FIRST, "もう限界です"))],
            ["\n".join(SOCIETY), "今回は関係しない"],
        ]
    ]
    assert word.lines[word.lines.index("よかったこと") + 1] == "ほかに見たこと"


def test_all_of_what_was_written_stands_on_it(talk: Talk) -> None:
    long = "「<&]]>」" + "長" * 486 + "👨‍👩‍👧𠮷"
    reflect(talk, way=ALL, line=long).taps("はじめの画面へ").enters("これまでのふりかえり")
    talk.taps("11月23日（月）　面談").taps(SHEET)
    assert sheet(talk).lines.count(long) == 6


def test_it_can_be_read_again_from_the_sheet(talk: Talk) -> None:
    reflect(talk, line="帰り道の話").taps(SHEET).taps("ふりかえりを読む").sees(f"{FIRST}：帰り道の話", f"［{SHEET}］")


@pytest.mark.each_face
def test_it_goes_where_the_reflection_goes(talk: Talk) -> None:
    reflect(talk, line="帰り道の話").taps(SHEET).taps("ふりかえりを読む")
    button = talk.data(SHEET)
    # A chat keeps what it was sent; a page shows only what is now.
    assert (NAME in talk.everything) is (talk.face != "web")
    talk.taps("消す").taps("消す（元に戻せません）").comes()
    assert NAME not in talk.everything
    assert "ファイルは、開けた人なら" not in talk.everything
    assert talk.files == []
    talk.presses(button).sees(STALE)
    assert talk.files == []


def test_a_trial_has_no_sheet(talk: Talk) -> None:
    reflect(talk, way=TRIAL)
    assert SHEET not in talk.buttons


def test_nothing_is_kept_for_it(world: World, chat: Chat) -> None:
    reflect(chat)
    before = rows(world)
    chat.taps(SHEET)
    assert len(chat.files) == 1
    assert rows(world) == before


def test_nobody_else_can_make_one(chat_as: Callable[[str], Chat]) -> None:
    mine = reflect(chat_as(ALONE))
    button = mine.data(SHEET)
    for verb in (button, button.replace("reflection.sheet", "reflection.sheet_named")):
        other = chat_as(CENTRE).presses(verb)
        other.sees(STALE)
        assert other.files == []


OWN = """\
title = "みほん区のシート"
paper = "B5"
font = "BIZ UDゴシック"
size = 12
footer = "みほん区 自立支援協議会"
[margins]
top = 10
right = 10
bottom = 10
left = 10
[[parts]]
part = "step"
heading = "一歩"
as = "paragraphs"
[[parts]]
part = "rest"
heading = "そのほか"
as = "paragraphs"
[[parts]]
part = "good"
heading = "うれしかったこと"
as = "paragraphs"
"""


class TestAWardWithALayoutOfItsOwn:
    @pytest.fixture
    def given(self, tmp_path: Path) -> dict[str, Path]:
        """A folder with a layout of the ward's own."""
        (tmp_path / "sheet.toml").write_text(OWN, encoding="utf-8")
        return {"papers": tmp_path}

    def test_gets_its_own_sheet(self, talk: Talk) -> None:
        reflect(talk, line="帰り道の話", step="散歩").taps(SHEET)
        word = sheet(talk)
        assert word.lines == [
            "みほん区のシート",
            "一歩",
            "散歩",
            "うれしかったこと",
            *PERSON,
            "よかったところがある",
            FIRST,
            "帰り道の話",
            *SOCIETY,
            "よかったところがある",
            SECOND,
            "帰り道の話",
        ]
        assert word.foot[0] == "みほん区 自立支援協議会"


class TestAWardWithABrokenLayout:
    @pytest.fixture
    def given(self, tmp_path: Path) -> dict[str, Path]:
        """A folder with a layout that cannot be used."""
        (tmp_path / "sheet.toml").write_text(OWN.replace("size = 12", "size ="), encoding="utf-8")
        return {"papers": tmp_path}

    def test_gets_ours(self, talk: Talk) -> None:
        reflect(talk).taps(SHEET)
        assert sheet(talk).lines[0] == "振り返りシート"
