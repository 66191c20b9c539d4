"""kill -9 under somebody who reflects on Slack: nothing is lost, and nothing is shown twice (A1 to A5)."""

from __future__ import annotations

import time
from uuid import UUID

import pytest

from storage.fault import POINTS
from storage.ids import short
from tests.faults.beside import BesideSlack
from tests.faults.conftest import Install
from tests.faults.desk import REFUSED, Desk, is_letter, joined
from tests.faults.lives import FIRST, Dying, traps_from, user_of
from tests.faults.person import Person
from tests.faults.process import READY_SECONDS, Installation
from tests.faults.reflecting import READ, TEXTS, reads, reflect
from tests.faults.stores import change, in_the_clear, integrity, rows
from tests.faults.test_kill_unasked import DELIVERING, PLANNING, QUESTION, never, wait_for
from tests.spread import BACKENDS, marked, spread
from tests.world import ALONE

pytestmark = pytest.mark.kill

USER = "U700100200"
# Everything that an event passes, in this order, and of which passing the next start dies: a start passes the points
# of a commit four times, and after an unclean stop a commit comes before each turn.
RECEIVING = {
    "rx.received": 2,
    "rx.before_begin": 7,
    "rx.mid_turn": 2,
    "rx.before_commit": 7,
    "rx.after_commit": 8,
    "rx.before_reply": 2,
    "rx.before_confirm": 3,
    "rx.after_reply": 2,
    "rx.mid_pulse": 1,
}


def inbox(installation: Installation) -> dict[str, str]:
    """Return the state of each event of Slack's that is kept, by its external id."""
    return dict(rows(installation.settings, "SELECT external_id, state FROM inbox WHERE platform = 'slack'"))


def check(installation: Installation, desk: Desk) -> None:
    """Check what she has seen and what is kept: one reflection, whole, and no message twice."""
    settings = installation.settings
    assert desk.repeats() == []
    found = inbox(installation)
    # What she wrote comes until it is there; of a press that was refused she was told.
    assert desk.taken | desk.written <= set(found) <= set(desk.acts)
    assert {found[id] for id in desk.taken | desk.written} <= {"done", "failed"}
    refused = set(desk.acts) - desk.taken - desk.written
    assert desk.complaints() == [REFUSED] * len(refused)
    ids = [row[0] for row in rows(settings, "SELECT id FROM reflections")]
    assert (len(ids), desk.finished) == (1, 1)
    assert desk.kept <= {short(UUID(str(id))) for id in ids}
    assert rows(settings, "SELECT id FROM drafts") == []
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)


def reader(installation: Installation) -> Person:
    """Return the same person before her page."""
    assert installation.process
    address = installation.process.address()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    return person


# Every point on both databases, each time at another moment.
LIVES = marked([("sqlite", 0), ("postgres", 3), ("sqlite", 6), ("postgres", 0), ("sqlite", 3)], ordinary=2)


@pytest.mark.parametrize(("backend", "place"), LIVES)
def test_a_reflection_on_slack_survives_a_kill_at_every_point_of_receiving(
    with_slack: Install, slack: BesideSlack, backend: str, place: int
) -> None:
    installation = with_slack(backend)
    joined(installation, ALONE, USER)
    dying = Dying(installation, traps_from(RECEIVING, place))
    desk = Desk(slack, USER, dying.look)
    desk.reflects()
    while dying.waiting or dying.trap:
        # What has not killed during the reflection kills while she looks at the list of what she wrote.
        desk.looks()
    assert dying.kills == traps_from(RECEIVING, place)
    check(installation, desk)
    assert reads(reader(installation)) == [READ]
    installation.kill()
    assert in_the_clear(TEXTS, installation.settings.var, installation.printed) == []


def test_every_point_of_receiving_and_sending_kills_under_somebody_on_slack() -> None:
    sending = {trap.split(":")[0] for trap in [*SENDING, *WIPING]}
    assert {*RECEIVING, FIRST} | sending == {point for point in POINTS if point.startswith(("rx.", "out."))}


def test_it_hears_again_within_three_seconds_after_a_kill(with_slack: Install, slack: BesideSlack) -> None:
    installation = with_slack("sqlite")
    took = []
    for _ in range(3):
        installation.begin()
        assert installation.process
        wait_for(lambda: slack.do(lambda simulated: simulated.sockets.open))
        took.append(time.monotonic() - installation.process.began)
        installation.kill()
        wait_for(lambda: not slack.do(lambda simulated: simulated.sockets.open))
    assert min(took) < READY_SECONDS


# During reading what was written meanwhile: each message is taken, then the pulse says that all is read.
CATCHING = {
    "rx.received": 1,
    "rx.before_begin": 5,
    "rx.mid_turn": 1,
    "rx.before_commit": 5,
    "rx.after_commit": 5,
    "rx.before_reply": 1,
    "rx.after_reply": 1,
    "rx.mid_pulse": 1,
}


@pytest.mark.parametrize("point", CATCHING)
def test_what_was_written_meanwhile_is_taken_once_although_the_program_dies_in_reading_it(
    with_slack: Install, slack: BesideSlack, point: str
) -> None:
    installation = with_slack("sqlite")
    joined(installation, ALONE, USER)
    desk = Desk(slack, USER, Dying(installation, []).look)
    for _ in range(4):
        desk.goes_on()
    installation.kill()
    desk.misses(TEXTS[0])
    installation.forward(hours=1)
    dying = Dying(installation, [f"{point}:kill:{CATCHING[point]}"])
    desk.look = dying.look
    dying.wait_for(lambda: not dying.trap)
    desk.reflects()
    check(installation, desk)
    assert dying.kills == [f"{point}:kill:{CATCHING[point]}"]
    assert reads(reader(installation)) == [READ]


def begun(installation: Installation, slack: BesideSlack, times: int = 1) -> None:
    """Let somebody who is on Slack reflect on her page, and a week go by."""
    slack.do(lambda simulated: simulated.book.person(USER))
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    for _ in range(times):
        reflect(person)
        person.opens()
    assert installation.stop() == 0
    installation.forward(days=7)


SENDING = [f"{point}:kill:1" for point in ("out.after_claim", "out.after_carry", "out.before_send", "out.after_send")]
# A start passes a commit four times; then the letter is claimed, prepared and settled while the day is planned, too.
SETTLING = [f"{point}:kill:{number}" for point in ("rx.before_commit", "rx.after_commit") for number in (5, 6, 7, 8)]


UNASKED = {"forwards": SENDING, "backwards": SENDING[::-1], "settling": SETTLING}


@pytest.mark.parametrize(("how", "backend"), spread(UNASKED, BACKENDS))
def test_what_is_unasked_is_shown_once(with_slack: Install, slack: BesideSlack, how: str, backend: str) -> None:
    traps = UNASKED[how]
    installation = with_slack(backend)
    joined(installation, ALONE, USER)
    begun(installation, slack)
    dying = Dying(installation, traps, ticks=PLANNING | DELIVERING)
    dying.wait_for(lambda: not dying.trap and rows(installation.settings, QUESTION))
    dying.wait_for(lambda: rows(installation.settings, QUESTION)[0][1] == "sent")
    assert dying.kills == traps
    told = slack.posts(USER)
    assert [is_letter(one) and any(TEXTS[2] in line for line in one.lines) for one in told] == [True]
    assert rows(installation.settings, "SELECT state FROM outbox") == [("sent",)] * 2


def test_what_becomes_due_while_a_letter_is_in_doubt_comes_with_the_next(
    with_slack: Install, slack: BesideSlack
) -> None:
    installation = with_slack("sqlite")
    joined(installation, ALONE, USER)
    begun(installation, slack, times=2)
    settings, later = installation.settings, "UPDATE reflections SET ask_on = :day WHERE id = :id"
    first, second = rows(settings, "SELECT id, ask_on FROM reflections ORDER BY id")
    change(settings, later, day="2099-01-01", id=second[0])
    dying = Dying(installation, ["out.after_send:kill:1"], ticks=PLANNING | DELIVERING)
    dying.wait_for(lambda: not dying.trap)
    installation.kill()
    change(settings, later, day=str(second[1]), id=second[0])
    installation.begin(ticks=PLANNING)
    wait_for(lambda: len(rows(settings, QUESTION)) == 2)
    installation.kill()
    installation.begin(ticks=PLANNING | DELIVERING)
    # In the letter that stands there nobody would see it.
    wait_for(lambda: [row[1] for row in rows(settings, f"{QUESTION} ORDER BY id")] == ["sent", "waiting"])
    installation.kill()
    installation.forward(days=1)
    installation.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: {row[1] for row in rows(settings, QUESTION)} == {"sent"})
    asked = [{data for data in one.buttons if data.startswith("reflection.yet:")} for one in slack.posts(USER)]
    assert asked == [{f"reflection.yet:{short(UUID(str(row[0])))}"} for row in (first, second)]


def test_a_letter_in_doubt_whose_day_is_over_is_not_shown_again(with_slack: Install, slack: BesideSlack) -> None:
    installation = with_slack("sqlite")
    joined(installation, ALONE, USER)
    begun(installation, slack)
    # Done, and then the line breaks: it may have been shown.
    slack.do(lambda simulated: simulated.trouble("chat.postMessage", drop=True))
    installation.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: rows(installation.settings, "SELECT id FROM outbox WHERE kind = 'morning.letter' AND doubtful"))
    installation.kill()
    installation.forward(days=1)
    installation.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: rows(installation.settings, QUESTION)[0][1] == "sent")
    assert len(slack.posts(USER)) == 1


def test_a_letter_that_a_kill_kept_back_does_not_come_at_night(with_slack: Install, slack: BesideSlack) -> None:
    installation = with_slack("sqlite")
    joined(installation, ALONE, USER)
    begun(installation, slack)
    dying = Dying(installation, ["out.before_send:kill:1"], ticks=PLANNING | DELIVERING)
    dying.forward = 12 * 3600.0
    dying.wait_for(lambda: not dying.trap)
    wait_for(lambda: [row[1] for row in rows(installation.settings, QUESTION)] == ["waiting"])
    assert slack.posts(USER) == []
    installation.kill()
    installation.forward(hours=12)
    installation.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: rows(installation.settings, QUESTION)[0][1] == "sent")
    assert [is_letter(one) for one in slack.posts(USER)] == [True]


WIPING = ["out.before_wipe:kill:1", "out.after_wipe:kill:1"]


# The fourteenth commit: four at the start, nine acts, and then what the last answer quotes is noted.
UNNOTED = ["rx.before_commit:kill:14"]
QUOTING: dict[str, list[str]] = {"killed before it was noted": UNNOTED, "noted": []}


@pytest.mark.parametrize(("when", "backend"), spread(QUOTING, BACKENDS))
def test_what_quotes_a_deleted_reflection_goes_however_often_the_program_dies(
    with_slack: Install, slack: BesideSlack, when: str, backend: str
) -> None:
    traps = QUOTING[when]
    installation = with_slack(backend)
    joined(installation, ALONE, USER)
    dying = Dying(installation, traps)
    desk = Desk(slack, USER, dying.look)
    desk.reflects()
    # She has her answer before it is noted what it quotes.
    dying.wait_for(lambda: dying.kills == traps)
    assert len(quoting(slack)) == 1
    id = next(iter(desk.kept))
    desk.presses_gone(f"reflection.delete:{id}")
    desk.presses_gone(f"reflection.erase:{id}")
    assert rows(installation.settings, "SELECT id FROM reflections") == []
    installation.kill()
    dying = Dying(installation, WIPING, ticks=DELIVERING)
    dying.wait_for(lambda: rows(installation.settings, "SELECT id FROM shown") == [])
    assert dying.kills == WIPING
    assert quoting(slack) == []
    assert desk.repeats() == []


def quoting(slack: BesideSlack) -> list[str]:
    """Return the moments of the app's messages that quote what she wrote and stand in her chat."""
    seen = slack.do(lambda simulated: simulated.seen(USER))
    return [post.ts for post in seen if post.mine and any(text in "".join(post.lines) for text in TEXTS)]
