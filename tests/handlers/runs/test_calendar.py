"""The days of a run in a calendar: ids that stay, numbers that grow, and what is no more goes out again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from storage.ids import short
from tests.chat import Chat
from tests.handlers.runs.steps import changed, made, network_of, says, within
from tests.talk import STALE, Talk
from tests.world import ALONE

DAYS = [{"day": "2027-01-12", "from": 570, "until": 1020}, {"day": "2027-01-13", "from": None, "until": None}]


def taken(talk: Talk, run: Any) -> tuple[str, list[tuple[str, int, str, Any, Any]]]:
    """Take the file; return its method, and (id's ending, number, status, start, end) of each entry."""
    talk.presses(f"run.file:{short(run)}")
    ((name, data),) = talk.files
    assert name.endswith(".ics")
    read: Any = Calendar.from_ical(data)
    events = [
        (
            str(one["uid"]).removeprefix(str(run)),
            int(one["sequence"]),
            str(one["status"]),
            one["dtstart"].dt,
            one["dtend"].dt if "dtend" in one else None,
        )
        for one in read.walk("VEVENT")
    ]
    return str(read["method"]), events


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of January 2027, in UTC."""
    return datetime(2027, 1, day, hour, minute, tzinfo=UTC)


def test_every_day_stands_in_it_on_every_face(talk: Talk) -> None:
    run = made(talk.world, days=DAYS, place="架空会館", most_days=2)
    says(talk.world, ALONE, run, "accepted")
    assert taken(talk, run) == (
        "PUBLISH",
        [
            ("-1@idobata", 2, "CONFIRMED", at(12, 0, 30), at(12, 8)),
            ("-2@idobata", 2, "CONFIRMED", date(2027, 1, 13), date(2027, 1, 14)),
        ],
    )
    assert ALONE not in talk.files[0][1].decode()


def test_a_changed_run_has_a_newer_number_and_a_day_less_goes_out(chat: Chat) -> None:
    run = made(chat.world, days=DAYS, most_days=2)
    says(chat.world, ALONE, run, "accepted")
    changed(
        chat.world, run, days=[{"day": "2027-01-14", "from": 600, "until": None}], opens_on=date(2027, 1, 14), version=2
    )
    assert taken(chat, run) == (
        "PUBLISH",
        [
            ("-1@idobata", 4, "CONFIRMED", at(14, 1), None),
            ("-2@idobata", 4, "CANCELLED", at(14, 1), None),
        ],
    )


@pytest.mark.parametrize("state", ["withdrawn", "not_accepted", "applied"])
def test_who_does_not_go_takes_it_out(chat: Chat, state: str) -> None:
    run = made(chat.world, days=DAYS, most_days=2)
    says(chat.world, ALONE, run, state)
    method, events = taken(chat, run)
    assert (method, [(uid, number, status) for uid, number, status, _, _ in events]) == (
        "CANCEL",
        [("-1@idobata", 3, "CANCELLED"), ("-2@idobata", 3, "CANCELLED")],
    )


def test_a_run_that_was_taken_off_goes_out(chat: Chat) -> None:
    run = made(chat.world)
    says(chat.world, ALONE, run, "accepted")
    changed(chat.world, run, off_at=chat.world.clock.now(), version=2)
    assert taken(chat, run) == ("CANCEL", [("-1@idobata", 5, "CANCELLED", date(2027, 1, 12), date(2027, 1, 13))])


def test_whoever_has_said_nothing_has_no_file(chat: Chat) -> None:
    run = made(chat.world)
    chat.presses(f"run.file:{short(run)}").sees(STALE)
    assert chat.files == []


def test_a_day_of_the_turn_of_the_clocks_has_its_own_hours(chat: Chat) -> None:
    def zone(here: Any) -> None:
        network_of(here).zone = "Europe/Berlin"

    within(chat.world, zone)
    days = [{"day": day, "from": 570, "until": 1020} for day in ("2027-03-27", "2027-03-28")]
    run = made(chat.world, days=days, opens_on=date(2027, 3, 27), most_days=2)
    says(chat.world, ALONE, run, "accepted")
    _, events = taken(chat, run)
    assert [(start.hour, end.hour) for *_, start, end in events] == [(8, 16), (7, 15)]
