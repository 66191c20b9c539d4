"""A17: a turn that takes longer than Slack waits is acknowledged with a page that says so, and then takes its place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.exc import OperationalError

from bot.faces.slack.events import WAIT_SECONDS
from storage import pulses
from storage.fault import set_trap
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, rows, settled, until
from tests.bot.faces.slack.hands import does, fills, home, modal, posts, presses
from tests.simulators.slack import TEAM
from tests.simulators.slack_carrier import Delivery
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

WAITS = ["井戸端", "いま、受け取っています。少し待ってください。", "［とじる］"]
SORRY = "いま、受け取れませんでした。何も失われていません。少し待って、もう一度どうぞ。"
POINTER = "つづきは「メッセージ」で聞いています。"
GIVEN = {"how": "ほか", "day": "2026-11-25", "wish": "散歩のこと"}


class Gate:
    """The database, which takes nothing until the gate is opened; `lost` lets it fail then."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.lost = 0

    def __call__(self, point: str) -> None:
        if point == "rx.before_commit":
            assert self.open.wait(5)
            if self.lost:
                self.lost -= 1
                raise OperationalError("COMMIT", {}, Exception("database is locked"))


@pytest.fixture
def gate() -> Iterator[Gate]:
    """A database that takes nothing for a while; the test begins it with `slow`."""
    gate = Gate()
    yield gate
    gate.open.set()
    set_trap(None)


def slow(chat: SlackChat, gate: Gate, lost: int = 0) -> None:
    """Let the database take nothing from now on."""
    # What it writes by itself when it begins must not be what finds the gate closed.
    chat.world.run(until(lambda: heard(chat)))
    events = face_of(chat.world).events
    events.wait_seconds = events.there_seconds = 0.02
    gate.lost = lost
    set_trap(gate)


def heard(chat: SlackChat) -> bool:
    """Tell whether the program has noted that Slack is there."""
    with chat.world.app.stores.database.read() as session:
        return pulses.heard_at(session, f"slack:{TEAM}") is not None


def waits(chat: SlackChat, delivery: Delivery | None, shown: Callable[[], object]) -> SlackChat:
    """Let Slack have its acknowledgement and the waiting page be there, while the turn is not done."""
    assert delivery
    chat.world.run(chat.slack.carrier.settle(delivery))
    assert delivery.acked
    chat.world.run(until(shown))
    return chat


def opens(chat: SlackChat, gate: Gate, shown: Callable[[], object]) -> SlackChat:
    """Open the gate, and wait until what comes of it stands there."""
    gate.open.set()
    chat.world.run(until(shown))
    face_of(chat.world).events.wait_seconds = WAIT_SECONDS
    settled(chat)
    return chat


def waiting(chat: SlackChat) -> bool:
    """Tell whether the page that says to wait is in front."""
    return modal(chat) == WAITS


def test_a17_a_press_on_home(line: SlackChat, gate: Gate) -> None:
    line.opens()
    slow(line, gate)
    waits(line, line.slack.presses(USER, "使い方"), lambda: waiting(line))
    opens(line, gate, lambda: not waiting(line))
    assert modal(line)[0] == "使い方"
    assert len(line.slack.views.stacks[USER]) == 1


def test_a17_a_press_in_a_message(line: SlackChat, gate: Gate) -> None:
    line.says("使い方")
    slow(line, gate)
    waits(line, line.slack.presses(USER, "人に話す"), lambda: waiting(line))
    opens(line, gate, lambda: not waiting(line))
    assert [lines[0] for lines in posts(line)] == ["人に話す"]
    assert modal(line)[1] == POINTER


def test_a17_a_shortcut(line: SlackChat, gate: Gate) -> None:
    slow(line, gate)
    waits(line, line.slack.shortcut(USER, "idobata_reflect"), lambda: waiting(line))
    opens(line, gate, lambda: not waiting(line))
    assert modal(line)[0] == "ふりかえり"


def test_a17_a_page_that_is_sent(form: SlackChat, gate: Gate) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    slow(form, gate)
    with pytest.raises(TimeoutError):
        fills_slowly(form, seconds=0.2)
    assert waiting(form)
    assert form.slack.acks[-1][0].answer["response_action"] == "update"
    opens(form, gate, lambda: not waiting(form))
    assert modal(form)[:2] == ["訪問の希望", "ほかの会い方"]
    fills(form, other="散歩しながら")
    assert modal(form)[0] == "受け取りました"


def fills_slowly(form: SlackChat, seconds: float, **given: str) -> None:
    """Fill and send the open page, and wait until another than the waiting page is there."""
    assert form.modal
    for block in list(form.modal.blocks):
        name = str(block.get("block_id")).partition(":")[0]
        text = {**GIVEN, **given}.get(name)
        if block["type"] == "input" and text:
            radio = block["element"]["type"] == "radio_buttons"
            (form.slack.chooses if radio else form.slack.types)(USER, block["block_id"], text)
    delivery = form.slack.submits(USER)
    waits(form, delivery, lambda: waiting(form))
    form.world.run(until(lambda: not waiting(form), seconds))


def test_a17_what_is_refused_late_still_stands_at_its_field_with_all_that_was_typed(
    form: SlackChat, gate: Gate
) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    slow(form, gate)
    with pytest.raises(TimeoutError):
        fills_slowly(form, seconds=0.1, wish="あ" * 21)
    opens(form, gate, lambda: not waiting(form))
    lines = modal(form)
    assert "20字までです（いま21字）。短くして、もう一度送ってください。書いた文はそのまま残っています。" in lines
    assert [line for line in lines if line.startswith("＞")] == ["＞ほか", "＞2026-11-25", "＞" + "あ" * 21]
    fills(form, wish="散歩のこと")
    assert modal(form)[:2] == ["訪問の希望", "ほかの会い方"]


def test_a17_a_button_of_a_page(form: SlackChat, gate: Gate) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    fills(form, **GIVEN)
    slow(form, gate)
    waits(form, form.slack.presses(USER, "戻る"), lambda: waiting(form))
    opens(form, gate, lambda: not waiting(form))
    assert modal(form)[:3] == ["訪問の希望", "ほかの会い方", "ほかに、あれば"]
    assert len(form.slack.views.stacks[USER]) == 1


def test_a17_a_page_of_which_nobody_knows_whether_it_says_to_wait_gets_what_comes_of_it(
    form: SlackChat, gate: Gate
) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    fills(form, **GIVEN)
    slow(form, gate)
    form.slack.trouble("views.update", drop=True)
    waits(form, form.slack.presses(USER, "戻る"), lambda: waiting(form))
    opens(form, gate, lambda: not waiting(form))
    assert (modal(form)[0], posts(form)) == ("訪問の希望", [])


def test_a17_a_command(line: SlackChat, gate: Gate) -> None:
    slow(line, gate)
    delivery = line.slack.command(USER, "ヘルプ")
    waits(line, delivery, lambda: posts(line))
    assert (posts(line), modal(line)) == ([[WAITS[1]]], [])
    opens(line, gate, lambda: len(posts(line)) == 2)
    assert [lines[0] for lines in posts(line)] == [WAITS[1], "使い方"]
    assert {post.only_for for post in line.slack.seen(USER)} == {USER}


def test_a17_a_press_in_what_only_she_sees(line: SlackChat, gate: Gate) -> None:
    does(line, line.slack.command(USER, "ヘルプ"))
    slow(line, gate)
    waits(line, line.slack.presses(USER, "人に話す"), lambda: waiting(line))
    opens(line, gate, lambda: not waiting(line))
    assert modal(line)[:2] == ["井戸端", "人に話す"]
    assert [lines[0] for lines in posts(line)] == ["使い方"]


def test_a17_a_page_that_was_closed_meanwhile_comes_as_a_message(line: SlackChat, gate: Gate) -> None:
    line.opens()
    slow(line, gate)
    waits(line, line.slack.presses(USER, "使い方"), lambda: waiting(line))
    line.slack.closes(USER)
    opens(line, gate, lambda: posts(line))
    assert (modal(line), posts(line)[0][0]) == ([], "使い方")


def test_a17_an_event_is_acknowledged_after_the_commit_and_its_retries_are_one_effect(
    line: SlackChat, gate: Gate
) -> None:
    line.slack.carrier.ack_seconds = 0.1
    line.slack.carrier.retry_after = (0.0, 0.02, 0.5)
    before = rows(line.world)
    slow(line, gate)
    delivery = line.slack.writes(USER, "使い方")
    line.world.run(until(lambda: len(line.slack.carrier.retries) == 2))
    assert not delivery.acked
    opens(line, gate, lambda: delivery.settled)
    assert (delivery.acked, rows(line.world), [lines[0] for lines in posts(line)]) == (True, before + 1, ["使い方"])


@pytest.mark.parametrize("seconds", [2.4, 2.9, 3.5])
def test_a17_slack_never_waits_longer_than_it_waits(line: SlackChat, seconds: float) -> None:
    scale = 0.1
    face_of(line.world).events.wait_seconds = WAIT_SECONDS * scale
    line.slack.carrier.ack_seconds = 5 * scale
    line.opens()
    set_trap(lambda point: time.sleep(seconds * scale) if point == "rx.mid_turn" else None)
    try:
        delivery = line.slack.presses(USER, "使い方")
        assert settled(line, *([delivery] if delivery else [])) == [True]
        line.world.run(until(lambda: modal(line)[:1] == ["使い方"]))
    finally:
        set_trap(None)
    shown = [one.lines[1] for one in line.slack.shown(USER) if one.place == "modal"]
    # On a busy machine the shortest may take longer than it was told to.
    assert seconds < 2.5 or shown.count(WAITS[1]) == 1
    assert line.slack.book.complaints == []


AT_ONCE_OR_LATE = pytest.mark.parametrize("late", [False, True], ids=["at once", "late"])


def lines(chat: SlackChat) -> list[str]:
    """Return all that stands before her but for the Home tab."""
    return [line for part in (modal(chat), *posts(chat)) for line in part]


def fails(chat: SlackChat, gate: Gate, late: bool) -> None:
    """Let the next turn fail, at once or after the waiting page."""
    slow(chat, gate, lost=1)
    if not late:
        face_of(chat.world).events.wait_seconds = WAIT_SECONDS
        gate.open.set()


def ends(chat: SlackChat, gate: Gate, delivery: Delivery | None, *, late: bool) -> None:
    """Let the act come to its end."""
    assert delivery
    chat.world.run(chat.slack.carrier.settle(delivery))
    assert delivery.acked
    if late:
        chat.world.run(until(lambda: WAITS[1] in lines(chat)))
        gate.open.set()
    chat.world.run(until(lambda: any(line.endswith(SORRY) for line in lines(chat))))
    face_of(chat.world).events.wait_seconds = WAIT_SECONDS
    settled(chat)
    set_trap(None)


@AT_ONCE_OR_LATE
def test_a17_where_nothing_can_be_kept_a_press_on_home_is_told_so_and_works_afterwards(
    line: SlackChat, gate: Gate, late: bool
) -> None:
    line.opens()
    before = rows(line.world)
    fails(line, gate, late)
    ends(line, gate, line.slack.presses(USER, "使い方"), late=late)
    assert (modal(line), rows(line.world)) == (["井戸端", SORRY, "［とじる］"], before)
    line.slack.closes(USER)
    presses(line, "使い方")
    assert modal(line)[0] == "使い方"


@AT_ONCE_OR_LATE
def test_a17_where_nothing_can_be_kept_a_page_that_is_sent_stands_there_with_all_that_was_typed(
    form: SlackChat, gate: Gate, late: bool
) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    fails(form, gate, late)
    assert form.modal
    for block in list(form.modal.blocks):
        name = str(block.get("block_id")).partition(":")[0]
        if name in GIVEN:
            (form.slack.chooses if name == "how" else form.slack.types)(USER, block["block_id"], GIVEN[name])
    ends(form, gate, form.slack.submits(USER), late=late)
    typed = [line for line in modal(form) if line.startswith("＞")]
    assert typed == ["＞ほか", "＞2026-11-25", "＞散歩のこと"]
    does(form, form.slack.submits(USER))
    assert modal(form)[:2] == ["訪問の希望", "ほかの会い方"]


@AT_ONCE_OR_LATE
def test_a17_where_nothing_can_be_kept_a_button_of_a_page_leaves_the_page_as_it_was(
    form: SlackChat, gate: Gate, late: bool
) -> None:
    form.opens()
    presses(form, "訪問をたのむ")
    fills(form, **GIVEN)
    assert form.modal
    form.slack.types(USER, "ほかの会い方", "散歩しながら")
    fails(form, gate, late)
    ends(form, gate, form.slack.presses(USER, "戻る"), late=late)
    assert modal(form)[:4] == ["訪問の希望", SORRY, "ほかの会い方", "＞散歩しながら"]
    does(form, form.slack.submits(USER))
    assert modal(form)[0] == "受け取りました"


@AT_ONCE_OR_LATE
def test_a17_where_nothing_can_be_kept_a_command_is_told_so(line: SlackChat, gate: Gate, late: bool) -> None:
    fails(line, gate, late)
    ends(line, gate, line.slack.command(USER, "ヘルプ"), late=late)
    assert modal(line) == ["井戸端", SORRY, "［とじる］"]


@AT_ONCE_OR_LATE
def test_a17_where_nothing_can_be_kept_a_press_in_a_message_leaves_the_message(
    line: SlackChat, gate: Gate, late: bool
) -> None:
    line.says("使い方")
    fails(line, gate, late)
    ends(line, gate, line.slack.presses(USER, "人に話す"), late=late)
    assert ([lines[0] for lines in posts(line)], modal(line)[1]) == (["使い方"], SORRY)


@AT_ONCE_OR_LATE
def test_a17_where_nothing_can_be_kept_the_door_keeps_what_was_entered(line: SlackChat, gate: Gate, late: bool) -> None:
    new = SlackChat(line.world, line.slack, "U0808").opens()
    presses(new, "リンクか番号を入れる")
    new.slack.types("U0808", "センターから届いたリンク、または番号", "123456")
    fails(new, gate, late)
    ends(new, gate, new.slack.submits("U0808"), late=late)
    assert "＞123456" in modal(new)
    does(new, new.slack.submits("U0808"))
    assert [line for line in modal(new) if line.startswith("！この番号では入れませんでした。")]


def test_a17_a_door_that_takes_long_lets_in(line: SlackChat, gate: Gate) -> None:
    new = SlackChat(line.world, line.slack, "U0808").opens()
    presses(new, "リンクか番号を入れる")
    new.slack.types("U0808", "センターから届いたリンク、または番号", "123456")
    slow(new, gate)
    waits(new, new.slack.submits("U0808"), lambda: waiting(new))
    opens(new, gate, lambda: not waiting(new))
    assert "＞123456" in modal(new)
    assert modal(new)[1].startswith("この番号では入れませんでした。")


A18 = [
    ("使い方", "使い方"),
    ("人に話す", "人に話す"),
    ("ふりかえり", "ふりかえり"),
]


@pytest.mark.parametrize(("door", "title"), A18)
def test_a18_a_card_whose_moment_is_over_comes_as_a_message(line: SlackChat, door: str, title: str) -> None:
    line.opens()
    line.slack.views.trigger_seconds = -1
    presses(line, door)
    assert (modal(line), [lines[0] for lines in posts(line)]) == ([], [title])


@pytest.mark.parametrize("way", ["home", "command", "message"])
def test_a18_a_page_whose_moment_is_over_comes_as_a_fresh_button_that_works(form: SlackChat, way: str) -> None:
    form.opens()
    form.says("ここは")
    form.slack.views.trigger_seconds = -1
    if way == "command":
        does(form, form.slack.command(USER, "日にちを選ぶか"))
    else:
        presses(form, "訪問をたのむ" if way == "home" else "たのむ")
    fresh = ["画面を開けませんでした。書いた内容は残っています。下のボタンで、もう一度どうぞ。", "［つづきから］"]
    assert (modal(form), posts(form)[-1]) == ([], fresh)
    form.slack.views.trigger_seconds = 3.0
    presses(form, "つづきから")
    assert modal(form)[0] == home(form)[0] == "訪問の希望"
