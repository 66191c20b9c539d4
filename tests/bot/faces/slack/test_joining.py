"""Coming in by a link or by six digits: written in the chat, entered in the door's page, or with the command."""

from __future__ import annotations

import re

import pytest

from bot.links import make_link
from storage import accounts
from tests.bot.faces.slack.desk import rows, settled
from tests.bot.faces.slack.hands import does, home, modal, posts, presses
from tests.chat import Chat
from tests.handlers.joining.newcomers import answers, invited
from tests.slack_chat import SlackChat
from tests.world import ALONE, CENTRE, World

pytestmark = pytest.mark.slow

NEW = "U0808"
THREE = [
    "利用者さんのことは書かない場所です。",
    "ふりかえりは、センターも事業所も読めません。",
    "質問と予定がだれに見えるかは、出す前に毎回お伝えします。",
]
HOME = "きょうは、なにをしますか"
LINK_OVER = (
    "このリンクでは入れません（1回だけ、7日のあいだ使えます）。"
    "センターに新しいものを頼むか、ほかのアプリで「つなぐ」と書くと出る番号を入れてください。"
)
CODE_OVER = (
    "この番号では入れませんでした。番号は1回だけ、6けたは10分、8けたは24時間使えます。"
    "少し待ってから、新しい番号で試してください。"
)


@pytest.fixture
def new(line: SlackChat) -> SlackChat:
    """The Slack of somebody whom Idobata does not know yet."""
    return SlackChat(line.world, line.slack, NEW)


def link(world: World) -> str:
    """Return a new personal link of the centre's."""
    token = make_link(world.app.stores.database, CENTRE)
    assert isinstance(token, str)
    return f"https://idobata.example/in/{token}"


def digits(world: World) -> str:
    """Return a new code, as the page shows it to the counsellor who is alone."""
    text = Chat(world, world.person(ALONE)).opens().says("番号").text
    (found,) = re.findall(r"^番号：(.*)$", text, re.M)
    return str(found)


def known(world: World) -> str:
    """Return who the new account belongs to; empty where there is none."""
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "slack", f"T0001:{NEW}")
        return who.person.name if who else ""


def enters(new: SlackChat, text: str) -> SlackChat:
    """Go through the Home tab's door and enter this."""
    if not new.modal:
        new.opens()
        presses(new, "リンクか番号を入れる")
    new.slack.types(NEW, "センターから届いたリンク、または番号", text)
    return does(new, new.slack.submits(NEW))


def test_a_link_written_in_the_chat_brings_in_with_three_sentences_and_home(new: SlackChat) -> None:
    new.says(f"これでしょうか {link(new.world)} ")
    assert [lines[0] for lines in posts(new)] == [THREE[0], HOME]
    assert posts(new)[0] == THREE
    assert known(new.world) == CENTRE


def test_digits_written_in_the_chat_bring_in_and_answer_nothing(new: SlackChat) -> None:
    code = digits(new.world)
    page = Chat(new.world, new.world.person(ALONE)).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    page.taps("よかったところがある")
    new.says(code.replace(" ", "ー"))
    assert [lines[0] for lines in posts(new)][:2] == [THREE[0], "ふりかえりの書きかけがあります"]
    assert known(new.world) == ALONE


@pytest.mark.parametrize("way", ["link", "digits"])
def test_the_door_takes_a_link_and_digits(new: SlackChat, way: str) -> None:
    enters(new, link(new.world) if way == "link" else digits(new.world))
    assert modal(new) == ["井戸端", "つながりました。「ホーム」からはじめられます。", *THREE, "［とじる］"]
    assert (posts(new), home(new)[0]) == ([], HOME)
    assert known(new.world) == (CENTRE if way == "link" else ALONE)


def test_the_door_takes_a_token_without_its_address(new: SlackChat) -> None:
    enters(new, link(new.world).rsplit("/", 1)[1])
    assert modal(new)[1].startswith("つながりました。")


@pytest.mark.parametrize(
    ("said", "why"), [("123 456", CODE_OVER), ("https://x.example/in/" + "a" * 43, LINK_OVER), ("なにか", LINK_OVER)]
)
def test_the_door_says_beside_the_field_why_not_and_stays_open(new: SlackChat, said: str, why: str) -> None:
    enters(new, said)
    assert modal(new)[1:4] == ["センターから届いたリンク、または番号", f"＞{said}", f"！{why}"]
    enters(new, digits(new.world))
    assert known(new.world) == ALONE


def test_a_stranger_with_eight_wrong_digits_is_not_told_that_she_is_in(new: SlackChat) -> None:
    enters(new, "1234 5678")
    assert modal(new)[3] == f"！{CODE_OVER}"


def test_a_link_is_good_once(new: SlackChat) -> None:
    used = link(new.world)
    SlackChat(new.world, new.slack, "U0809").says(used)
    new.says(used)
    assert (posts(new), known(new.world)) == ([[LINK_OVER]], "")


@pytest.mark.parametrize(("minutes", "comes_in"), [(9, ALONE), (11, "")])
def test_digits_are_good_for_ten_minutes(new: SlackChat, minutes: int, comes_in: str) -> None:
    code = digits(new.world)
    new.world.clock.forward(minutes=minutes)
    new.says(code)
    assert known(new.world) == comes_in
    assert posts(new)[0] == (THREE if comes_in else [CODE_OVER])


def test_guessing_is_stopped_for_a_while_even_for_the_right_digits(new: SlackChat) -> None:
    code = digits(new.world)
    for number in range(5):
        enters(new, f"00000{number}" if f"00000{number}" != code.replace(" ", "") else "999999")
    enters(new, code)
    assert f"！{CODE_OVER}" in modal(new)
    assert known(new.world) == ""


def test_the_command_takes_a_link_too(new: SlackChat) -> None:
    delivery = new.slack.command(NEW, link(new.world))
    assert settled(new, delivery) == [True]
    assert delivery.answer["blocks"][0]["text"]["text"] == HOME
    assert [lines for lines in posts(new) if lines[0] == THREE[0]] == [THREE]


def test_the_command_and_a_wrong_link_say_why(new: SlackChat) -> None:
    does(new, new.slack.command(NEW, "https://x.example/in/" + "a" * 43))
    assert modal(new) == ["井戸端", LINK_OVER, "［とじる］"]


def test_the_same_entering_twice_at_once_lets_in_once(new: SlackChat) -> None:
    new.opens()
    presses(new, "リンクか番号を入れる")
    new.slack.types(NEW, "センターから届いたリンク、または番号", link(new.world))
    new.slack.carrier.hold()
    first = new.slack.submits(NEW)
    twins = new.slack.carrier.again(first)
    new.slack.carrier.release()
    assert settled(new, first, *twins) == [True, True]
    assert (known(new.world), THREE[0] in modal(new)) == (CENTRE, True)


def test_a_door_whose_moment_is_over_says_where_to_send_it(new: SlackChat) -> None:
    new.opens()
    new.slack.views.trigger_seconds = -1
    presses(new, "リンクか番号を入れる")
    assert (modal(new), len(posts(new))) == ([], 1)
    assert posts(new)[0][0].endswith("リンクか番号を、ここに送ってください。")
    new.says(link(new.world))
    assert known(new.world) == CENTRE


def test_coming_in_leaves_no_digits_and_no_token_in_the_inbox(new: SlackChat) -> None:
    before = rows(new.world)
    enters(new, link(new.world))
    assert rows(new.world) == before, "entering is no act of a person who is known"


def test_an_invitation_entered_at_the_door_begins_the_first_minute_there(new: SlackChat) -> None:
    enters(new, invited(new.world, office="相談室 こかげ").code)
    assert modal(new)[:6] == ["井戸端へようこそ", *THREE, "［はじめる］", "［使い方］"]
    new.taps("はじめる")
    answers(new, ("name", "山田 はな"))
    assert "お名前：山田 はな" in modal(new)
    new.taps("わかりました、はじめる")
    assert home(new)[0] == HOME
    assert posts(new) == [], "nothing was said a second time in the messages"


def test_somebody_known_who_enters_an_invitation_reads_why_it_is_not_for_her(line: SlackChat) -> None:
    made = invited(line.world)
    line.says(f"https://idobata.example/in/{made.token}")
    already = (
        "もう入っています。招待のリンクや番号は、ここでは使いません。まだのものは、受け取った方がそのまま使えます。"
    )
    assert [already] in posts(line)
    SlackChat(line.world, line.slack, NEW).says(made.token)
    assert posts(SlackChat(line.world, line.slack, NEW))[0][:4] == ["井戸端へようこそ", *THREE]


def test_whom_the_centre_has_brought_reads_the_sentences_once(new: SlackChat) -> None:
    with new.world.app.stores.database.write() as session:
        session.connection().exec_driver_sql("UPDATE people SET agreed_at = NULL")
    new.says(link(new.world))
    assert [line for lines in posts(new) for line in lines if line in THREE] == THREE
    assert "［わかりました、はじめる］" in posts(new)[0]
