"""A coordinator invites in the chat; what she hands over brings somebody in; what is open is seen and ended."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.bot.trouble import rows
from tests.handlers.joining.newcomers import AGREE, WELCOME, answers, comes, invited, stranger
from tests.talk import HOME, Talk
from tests.world import CENTRE

LINK = re.compile(r"^リンク：\S+/in/([A-Za-z0-9_-]{43})$", re.M)
CODE = re.compile(r"^8けたの番号：(\d{4}) (\d{4})（11月24日（火）の17:50まで）$", re.M)


@pytest.fixture
def desk(talk_as: Callable[[str], Talk]) -> Talk:
    """The coordinator."""
    return talk_as(CENTRE)


def opens_desk(desk: Talk) -> Talk:
    """Go to the coordinators' desk."""
    return desk.enters("センターの仕事").taps("人と事業所")


def invites(desk: Talk, *typed: tuple[str, str]) -> Talk:
    """Fill in an invitation."""
    return answers(opens_desk(desk).taps("招く"), *typed)


WANTED = (("role", "主任"), ("office", "相談室 こかげ"), ("name", "山田さん"))


def handed(desk: Talk) -> tuple[str, str]:
    """Return the token and the digits that are shown."""
    link, code = LINK.search(desk.text), CODE.search(desk.text)
    assert link and code, desk.text
    return link[1], code[1] + code[2]


def test_the_desk_has_the_doors(desk: Talk) -> None:
    opens_desk(desk).sees("［招く］", "［まだ使われていない招待］", "［参加している人］", "［まだ始めていない人］")


@pytest.mark.each_face
def test_the_button_says_that_it_makes_an_invitation_and_sends_nothing(desk: Talk) -> None:
    opens_desk(desk).taps("招く")
    if desk.face == "telegram":
        desk.says("主任").says("相談室 こかげ").says("山田さん")
    desk.sees("［招待を作る］")
    assert "［送る］" not in desk.text.split("\n")


@pytest.mark.parametrize("way", [0, 1], ids=["link", "digits"])
def test_from_the_invitation_to_home(desk: Talk, way: int) -> None:
    invites(desk, *WANTED).sees(
        "招待ができました",
        "だれへ：山田さん",
        "役割：主任",
        "事業所：相談室 こかげ",
        "リンクの期限：11月30日（月）",
        f"番号を入れるところ（Web）：{desk.world.app.settings.address}/",
        "使えるのは1回だけです。この画面を閉じると、もう出せません（作り直せます）。",
    )
    new = comes(stranger(desk), handed(desk)[way]).sees_only(*WELCOME)
    answers(new.taps("はじめる"), ("name", "山田 はな")).taps(AGREE).sees_home(HOME)
    opens_desk(desk).taps("参加している人")
    desk.taps("つづきを見る") if "山田 はな（相談室 こかげ）：主任（参加しています）" not in desk.text else None
    desk.sees("山田 はな（相談室 こかげ）：主任（参加しています）")
    opens_desk(desk).taps("まだ使われていない招待").sees("いま、使われていない招待はありません。")
    noted = rows(desk.world, "SELECT did, detail FROM audit ORDER BY place")
    assert noted == [("invite.made", "chief"), ("joined", "")]


def test_who_came_and_has_not_started_is_known_by_the_invitations_name(desk: Talk) -> None:
    invites(desk, *WANTED)
    comes(stranger(desk), handed(desk)[0])
    opens_desk(desk).taps("まだ始めていない人")
    desk.sees("山田さん（相談室 こかげ）：主任（まだ始めていません）", "［山田さん］")
    desk.taps("山田さん").sees("山田さん", "様子：まだ始めていません")


@pytest.mark.each_face
def test_an_open_invitation_can_be_taken_back(desk: Talk) -> None:
    invites(desk, *WANTED)
    token, code = handed(desk)
    opens_desk(desk).taps("まだ使われていない招待").sees("山田さん：11月30日（月）まで").taps("山田さん")
    desk.taps("取り消す").sees("いま、使われていない招待はありません。")
    new = stranger(desk)
    if new.face == "web":
        with pytest.raises(AssertionError, match="the door stays closed"):
            comes(new, token)
    else:
        assert WELCOME[0] not in comes(new, code).text
    assert rows(desk.world, "SELECT did FROM audit ORDER BY place") == [("invite.made",), ("invite.taken_back",)]


def test_an_open_invitation_can_be_made_anew_and_the_old_one_is_over(desk: Talk) -> None:
    invites(desk, *WANTED)
    old = handed(desk)
    opens_desk(desk).taps("まだ使われていない招待").taps("山田さん").taps("作り直す")
    new = handed(desk)
    assert set(new).isdisjoint(old)
    comes(stranger(desk), new[1]).sees_only(*WELCOME)
    made = "SELECT role, name, taken_back_at IS NULL, used_at IS NULL FROM invites ORDER BY made_at, id"
    found = [(role, name, bool(stands), bool(unused)) for role, name, stands, unused in rows(desk.world, made)]
    assert found == [("chief", "山田さん", False, True), ("chief", "山田さん", True, False)]


def test_an_old_button_of_an_invitation_that_was_used_says_how_things_stand(desk: Talk) -> None:
    invites(desk, *WANTED)
    token, _ = handed(desk)
    opens_desk(desk).taps("まだ使われていない招待").taps("山田さん")
    press = desk.data("取り消す")
    comes(stranger(desk), token)
    desk.presses(press).sees("前の画面のボタンでした。いまの様子はこちらです。")


def test_twenty_open_invitations_are_shown_eight_at_a_time(desk: Talk) -> None:
    for number in range(20):
        invited(desk.world, name=f"{number}番さん")
        desk.world.clock.forward(seconds=1)
    opens_desk(desk).taps("まだ使われていない招待")
    seen = []
    while True:
        seen += re.findall(r"^(\d+番さん)：", desk.text, re.M)
        if "つづきを見る" not in desk.buttons:
            break
        desk.taps("つづきを見る")
    assert seen == [f"{number}番さん" for number in reversed(range(20))]
    assert len(set(seen)) == 20


@pytest.mark.each_face
def test_somebody_who_is_in_already_reads_a_sentence_and_uses_nothing_up(desk: Talk) -> None:
    made = invited(desk.world)
    if desk.face == "web":
        desk.says(made.code)
    else:
        comes(desk, made.token if desk.face == "telegram" else made.code)
    desk.sees(
        "もう入っています。招待のリンクや番号は、ここでは使いません。まだのものは、受け取った方がそのまま使えます。"
    )
    assert rows(desk.world, "SELECT count(*) FROM invites WHERE used_at IS NULL") == [(1,)]
    comes(stranger(desk), made.code).sees_only(*WELCOME)
