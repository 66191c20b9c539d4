"""One's own data on every face: two taps to take it along, two to delete it, and what is said before each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from uuid import UUID

import pytest
from sqlalchemy import text, update

from bot.faces.face import Nobody
from storage.accounts import who
from storage.db import EVERYWHERE
from storage.ids import short, uuid7
from storage.people import Person
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.talk import Talk
from tests.world import ALONE, CENTRE, START, World

STALE = "前の画面のボタンでした。いまの様子はこちらです。"
WARNS = (
    "預かっているものを、ふりかえりの中身も開いて、2つのファイルにしてお渡しします。",
    "ファイルは鍵がかかっていません。開ける人は、だれでも読めます。",
)
GOES = (
    "お名前、つないだアプリ、設定、ふりかえり、研修の記録、書きかけ、見せたもの、お知らせが消えます。",
    "井戸端の質問と答え、センターの記録、ネットワークのために変えたことは、お名前を外して残ります。",
    "元には戻せません。控え（バックアップ）からも戻せません。",
    "消したあと、また使うときは、新しい招待が必要です。",
)
LAST = "センターの仕事の担当は、いまあなただけです。先に、ほかの方にもこの役割をお願いしてから、消してください。"
GOODBYE = ("ぜんぶ消しました", "いままで、ありがとうございました。")
KEEPS = {
    "telegram": "Telegramの画面とサーバーには残ります。",
    "slack": "Slackの画面とサーバーには残ります。ワークスペースの管理者が読める設定のこともあります。",
}


def known(world: World, talk: Talk) -> list[tuple[str, bool]]:
    """Return the names of everybody, with whether they have left, those without a name first."""
    with world.app.stores.database.read() as session:
        found = session.execute(text("SELECT name, left_at FROM people ORDER BY name")).all()
        return [(name, left is not None) for name, left in found]


def audited(world: World) -> list[tuple[object, ...]]:
    """Return what stands in the record about data."""
    return rows(world, "SELECT did, actor = whom FROM audit WHERE did LIKE 'data.%' ORDER BY place")


@pytest.mark.each_face
def test_two_taps_and_the_files_are_there(talk: Talk) -> None:
    talk.enters("設定").taps("わたしのデータ")
    talk.sees("お名前、設定、ふりかえり、研修の記録、訪問、書きかけなどを、ここで預かっています。")
    talk.taps("わたしのデータを受け取る").sees(*WARNS)
    if keeps := KEEPS.get(talk.face):
        talk.sees(keeps)
    assert audited(talk.world) == []
    talk.taps("ファイルを受け取る").sees("読むためのファイル", "ほかのソフトで使うファイル")
    assert [(did, bool(self)) for did, self in audited(talk.world)] == [("data.exported", True)]


@pytest.mark.each_face
def test_the_readable_file_reads_like_what_she_wrote(talk: Talk) -> None:
    talk.enters("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("一行め\n二行め")
    talk.taps("今回は関係しない").says("散歩の道を歩く").taps("1週間後")
    talk.says("わたしのデータ").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    (said,) = [data.decode("utf-8-sig") for name, data in talk.files if name.endswith(".txt")]
    assert said.split("■ ")[2:4] == [
        "つないだアプリ\nWeb\n\n" if talk.face == "web" else f"つないだアプリ\nWeb\n{talk.face.title()}\n\n",
        "ふりかえり\n令和8年11月23日（月） 17:50　面談\n本人中心：よかったところがある\n"
        "・本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。\n　一行め\n　二行め\n"
        "社会モデル：今回は関係しない\n次の一歩：散歩の道を歩く（11月30日（月）に聞きます）\n\n",
    ]


@pytest.mark.each_face
def test_two_taps_and_she_is_nobody_here(talk: Talk) -> None:
    talk.enters("設定").taps("わたしのデータ").taps("わたしのデータを消す").sees(*GOES)
    if keeps := KEEPS.get(talk.face):
        talk.sees(keeps)
    assert (ALONE, False) in known(talk.world, talk)
    talk.taps("ぜんぶ消す（元に戻せません）").sees(*GOODBYE)
    people = known(talk.world, talk)
    assert (people[0], len(people)) == (("", True), 9)
    assert [(did, bool(self)) for did, self in audited(talk.world)] == [("data.deleted", True)]
    left = rows(talk.world, "SELECT count(*) FROM accounts WHERE person_id IN (SELECT id FROM people WHERE name = '')")
    assert left == [(0,)]


@pytest.mark.parametrize("typed", ["わたしのデータ", "私のデータ"])
def test_it_is_found_by_typing_too(talk: Talk, typed: str) -> None:
    talk.says(typed).sees("わたしのデータ", "［わたしのデータを受け取る］", "［わたしのデータを消す］")


def test_one_goes_back_and_nothing_has_happened(talk: Talk) -> None:
    talk.says("わたしのデータ").taps("わたしのデータを消す").taps("残しておく").sees("わたしのデータ")
    talk.taps("わたしのデータを受け取る").taps("やめておく").sees("わたしのデータ")
    assert (audited(talk.world), len(known(talk.world, talk))) == ([], 9)
    assert ("", True) not in known(talk.world, talk)


def test_the_last_coordinator_is_told_what_to_do_first(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    talk.says("わたしのデータ").taps("わたしのデータを消す").sees(LAST)
    assert "ぜんぶ消す（元に戻せません）" not in talk.buttons
    talk.presses(f"mydata.erase:{short(UUID(talk.world.person(CENTRE)))}").sees(LAST)
    assert (CENTRE, False) in known(talk.world, talk)


def give_role(world: World, name: str, role: str = "coordinator") -> None:
    """Give somebody a role more."""
    with world.app.stores.database.write() as session:
        network, id = session.execute(text("SELECT network_id, id FROM people WHERE name = :n"), {"n": name}).one()
        row = {"network": network, "id": uuid7().hex, "person": id, "role": role}
        if not world.app.stores.database.sqlite:
            row["id"] = str(uuid7())
        session.execute(text("INSERT INTO roles VALUES (:network, :id, :person, :role)"), row)


def test_a_coordinator_who_has_named_another_may_go(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    give_role(talk.world, ALONE)
    talk.says("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）").sees(*GOODBYE)
    assert (CENTRE, False) not in known(talk.world, talk)


def is_in_state(world: World, name: str, **moments: object) -> None:
    """Let a coordinator have paused or removed somebody."""
    mine = Person.id == UUID(world.person(name))
    with world.app.stores.database.write() as session:
        session.execute(update(Person).where(mine).values(**moments).execution_options(**EVERYWHERE))


def test_somebody_who_cannot_lead_is_not_another_coordinator(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    give_role(talk.world, ALONE)
    is_in_state(talk.world, ALONE, paused_at=START)
    talk.says("わたしのデータ").taps("わたしのデータを消す").sees(LAST)


@pytest.mark.parametrize("state", ["paused_at", "removed_at"])
def test_behind_a_closed_door_both_are_still_there(talk: Talk, state: str) -> None:
    is_in_state(talk.world, ALONE, **{state: START})
    talk.opens().enters("わたしのデータ").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    talk.sees("読むためのファイル", "ほかのソフトで使うファイル")
    talk.says("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）").sees(*GOODBYE)
    assert known(talk.world, talk)[0] == ("", True)


def test_who_has_not_agreed_yet_has_both_too(talk: Talk) -> None:
    is_in_state(talk.world, ALONE, agreed_at=None)
    talk.says("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）").sees(*GOODBYE)
    assert known(talk.world, talk)[0] == ("", True)


def test_a_button_from_another_life_does_nothing(talk: Talk) -> None:
    other = UUID(talk.world.person(CENTRE))
    for id in ("", short(other), short(uuid7())):
        talk.presses(f"mydata.erase:{id}").sees(STALE)
    assert [left for _, left in known(talk.world, talk)] == [False] * 9


@pytest.mark.each_face
def test_after_it_nobody_is_known_whatever_she_writes_or_presses(talk: Talk) -> None:
    talk.enters("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("帰り道")
    old = talk.data("今回は関係しない")
    talk.enters("設定").taps("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）")
    before = rows(talk.world, "SELECT count(*) FROM inbox")
    acts: list[Callable[[], Talk]] = [lambda: talk.says("まだいます"), lambda: talk.presses(old), talk.opens]
    for act in acts:
        # The page is told so by its face; in a chat she is a stranger, who is told where one comes in.
        with pytest.raises(Nobody) if talk.face == "web" else nullcontext():
            act()
        assert "帰り道" not in talk.text
    counted = ("drafts", "reflections", "reflection_lines", "accounts WHERE platform <> 'web'")
    left = [rows(talk.world, f"SELECT count(*) FROM {table}") for table in counted]
    assert (rows(talk.world, "SELECT count(*) FROM inbox"), left) == (before, [[(0,)]] * 4)


def test_after_it_her_account_is_a_strangers(chat: Chat) -> None:
    chat.says("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）")
    with chat.world.app.stores.database.read() as session:
        assert who(session, "web", chat.user) is None
    assert [card["paragraphs"] for card in chat.shown["home"]] == [["あなたのデータは、井戸端から消しました。"]]
    assert chat.shown["wipe"] is True
