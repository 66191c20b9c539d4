"""The file for a calendar, read back with another library: a newer one replaces it, and nobody's name is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from handlers.visits import booking
from storage import offices, people
from storage.ids import short
from storage.visits import Visit
from tests.handlers.visits.hosts import SATO, TAKAHASHI, have_hours, network
from tests.handlers.visits.three import ADDRESS, START, Three
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

LATER = START + timedelta(days=1, hours=-4)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office, one chief and one of the centre with hours."""
    three = Three(tmp_path / "var")
    yield three
    three.close()


def file(talk: Talk, visit: Visit) -> bytes:
    """Return the file that somebody is given."""
    talk.presses(f"visit.file:{short(visit.id)}")
    # A chat may keep those that came before.
    name, data = talk.files[-1]
    assert name.endswith(".ics")
    return data


def read(data: bytes) -> dict[str, Any]:
    """Return what another library reads."""
    calendar = vobject.readOne(data.decode())
    (event,) = calendar.vevent_list
    return {
        "method": calendar.method.value,
        "uid": event.uid.value,
        "number": int(event.sequence.value),
        "start": event.dtstart.value,
        "end": event.dtend.value,
        "title": event.summary.value,
        "place": event.location.value if hasattr(event, "location") else "",
        "status": event.status.value,
    }


class Calendar:
    """A calendar as RFC 5546 has it: the same id is the same entry, a smaller number is too old, CANCEL takes out."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self._newest: dict[str, int] = {}

    def opens(self, data: bytes) -> None:
        """Take a file."""
        entry = read(data)
        if entry["number"] <= self._newest.get(entry["uid"], -1):
            return
        self._newest[entry["uid"]] = entry["number"]
        self.entries[entry["uid"]] = entry
        if entry["method"] == "CANCEL":
            del self.entries[entry["uid"]]

    @property
    def starts(self) -> list[datetime]:
        """When something stands in it."""
        return [entry["start"] for entry in self.entries.values()]


def test_everybody_is_given_the_same_entry_in_tokyo_time(three: Three) -> None:
    visit = three.settled()
    found = [read(file(talk, visit)) for talk in (three.office, three.chief, three.centre)]
    assert found[0] == found[1] == found[2]
    assert found[0] == {
        "method": "REQUEST",
        "uid": f"{visit.id}@idobata",
        "number": 0,
        "start": START.astimezone(UTC),
        "end": START.astimezone(UTC) + timedelta(hours=1),
        "title": "主任によるSV（訪問）",
        "place": ADDRESS,
        "status": "CONFIRMED",
    }


@pytest.mark.parametrize(("way", "place"), [("visit", ADDRESS), ("online", "オンライン"), ("centre", "センター")])
def test_nobodys_name_is_in_it(three: Three, way: str, place: str) -> None:
    visit = three.settled(way=way, line="朝の送り出しのこと")
    text = file(three.office, visit).decode().replace("\r\n ", "")
    with network(three.world) as (here, _):
        said = [part for one in people.everyone(here) for part in (one.name, *one.name.split())]
        said += [one.name for one in offices.everyone(here)] + [one.corporation for one in offices.everyone(here)]
    # One corporation is called as the ward is, and the address begins with it.
    said = [one for one in said if one not in ADDRESS]
    assert [one for one in (*said, "送り出し", "匿名", "ATTENDEE", "ORGANIZER", "DESCRIPTION") if one in text] == []
    assert read(file(three.office, visit))["place"] == place


def test_what_has_moved_replaces_it_and_what_is_off_takes_it_out(three: Three) -> None:
    visit, calendar = three.settled(), Calendar()
    first = file(three.office, visit)
    calendar.opens(first)
    three.by(ALONE, lambda at: booking.move(at, visit.id, LATER))
    # Until all have agreed it stands where it stood.
    assert read(file(three.office, visit))["start"] == START
    for name in (SATO, "鈴木 かなえ"):
        three.by(name, lambda at: booking.accept(at, visit.id))
    second = file(three.office, visit)
    calendar.opens(second)
    assert calendar.starts == [LATER]
    # An old file that is opened again changes nothing.
    calendar.opens(first)
    assert calendar.starts == [LATER]
    three.by(SATO, lambda at: booking.cancel(at, visit.id))
    third = file(three.centre, visit)
    calendar.opens(third)
    assert calendar.entries == {}
    calendar.opens(second)
    assert calendar.entries == {}
    found = [read(one) for one in (first, second, third)]
    assert len({one["uid"] for one in found}) == 1
    assert found[0]["number"] < found[1]["number"] < found[2]["number"]
    assert [one["method"] for one in found] == ["REQUEST", "REQUEST", "CANCEL"]


def test_who_comes_off_can_take_it_out_and_comes_again_later(three: Three) -> None:
    visit, calendar = three.settled(), Calendar()
    have_hours(three.world, TAKAHASHI)
    calendar.opens(file(three.chief, visit))
    three.by(CENTRE, lambda at: booking.swap(at, visit.id, three.id(SATO)))
    off = read(file(three.chief, visit))
    assert off["method"] == "CANCEL"
    calendar.opens(file(three.chief, visit))
    assert calendar.entries == {}
    # The others keep theirs.
    assert read(file(three.office, visit))["method"] == "REQUEST"
    three.by(TAKAHASHI, lambda at: booking.accept(at, visit.id))
    assert read(file(three.other, visit))["number"] > off["number"]


def test_what_was_never_settled_has_no_entry_and_others_get_none(three: Three) -> None:
    visit = three.asks()
    three.chief.presses(f"visit.file:{short(visit.id)}").sees(STALE)
    three.by(SATO, lambda at: booking.accept(at, visit.id))
    three.by("鈴木 かなえ", lambda at: booking.accept(at, visit.id))
    three.other.presses(f"visit.file:{short(visit.id)}").sees(STALE)
    assert three.other.files == []
