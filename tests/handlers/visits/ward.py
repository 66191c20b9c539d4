"""A small network in which visits are booked, without the program: hosts with hours, offices that ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from handlers.visits import booking
from handlers.visits.booking import At, Wanted
from messages import menus
from storage import cells, networks, offices, people, seats, visits
from storage.db import Database, Here
from storage.hosts import Host, HostDay, Week
from storage.offices import Office
from storage.outbox import outbox
from storage.people import Person
from storage.visits import Visit

TOKYO = ZoneInfo("Asia/Tokyo")
# Wednesday, before a week with three holidays.
NOW = datetime(2026, 9, 16, 10, 0, tzinfo=TOKYO)
ALWAYS = [[day, 9 * 60, 17 * 60] for day in range(5)]
# chiefs, centre staff, and one-person offices of the demo network.
SATO, TAKAHASHI, TANAKA, SUZUKI = "佐藤 はるか", "高橋 まこと", "田中 みほ", "鈴木 かなえ"
HINATA, KOKAGE, TSUKUSHI, MINAMO = "相談支援センター ひなた", "相談室 こかげ", "相談支援 つくし", "相談室 みなも"


def local(day: date | str, hour: int, minute: int = 0) -> datetime:
    """Return a moment on the network's clock."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO)


@dataclass
class Ward:
    """The demo network at a moment that can be set."""

    database: Database
    now: datetime = NOW
    ids: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.database.read() as session:
            self.network_id = networks.ids(session)[0]
            here = Here(session, self.network_id)
            self.ids = {one.name: one.id for one in people.everyone(here)}
            self.ids |= {one.name: one.id for one in offices.everyone(here)}

    @contextmanager
    def at(self, who: str | UUID | None = None) -> Iterator[At]:
        """Give a writing transaction in which somebody does something."""
        by = self.ids[who] if isinstance(who, str) else who
        with self.database.write() as session:
            here = Here(session, self.network_id)
            network = session.get_one(networks.Network, self.network_id)
            yield At(here, network, self.now, by)

    def set(self, **values: Any) -> None:
        """Change the network's rules."""
        with self.at() as at:
            for name, value in values.items():
                setattr(at.network, name, value)

    def hours(self, *names: str, spans: Any = ALWAYS, from_day: date = date(2026, 4, 1)) -> None:
        """Let hosts have time."""
        with self.at() as at:
            for name in names:
                mine = {"network_id": self.network_id, "person_id": self.ids[name]}
                at.here.session.add(Week(**mine, from_day=from_day, spans=[list(one) for one in spans]))

    def day(self, name: str, day: str, begin: int, end: int, *, open: bool) -> None:
        """Let a host's day differ; minutes after midnight."""
        with self.at() as at:
            told = {"day": date.fromisoformat(day), "from_minute": begin, "until_minute": end, "open": open}
            at.here.session.add(HostDay(network_id=self.network_id, person_id=self.ids[name], **told))

    def caps(self, name: str, **caps: int) -> None:
        """Let a host say how often she visits at most."""
        with self.at() as at:
            at.here.session.add(Host(network_id=self.network_id, person_id=self.ids[name], **caps))

    def add(self, name: str, office: str, *roles: str, **values: Any) -> UUID:
        """Add somebody."""
        with self.at() as at:
            told = {"network_id": self.network_id, "office_id": self.ids[office], "joined_at": NOW, "agreed_at": NOW}
            person = Person(**told, name=name, **values)
            at.here.session.add(person)
            at.here.session.flush()
            people.set_roles(at.here, person.id, list(roles))
            self.ids[name] = person.id
            return person.id

    def add_office(self, name: str, corporation: str, counsellors: int = 2) -> UUID:
        """Add an office."""
        with self.at() as at:
            told = {"name": name, "corporation": corporation, "counsellors": counsellors}
            office = Office(network_id=self.network_id, **told)
            at.here.session.add(office)
            at.here.session.flush()
            self.ids[name] = office.id
            return office.id

    def wanted(self, office: str = TSUKUSHI, start: datetime | None = None, **values: Any) -> Wanted:
        """Return what an office asks for: an hour with a pair, with travel, unless said otherwise."""
        menu = menus.by_key(values.pop("menu", "sv"))
        assert menu
        told: dict[str, Any] = {"office": self.ids[office], "menu": menu, "minutes": menu.minutes, "way": menu.ways[0]}
        return Wanted(**told | {"guest": self.guest(office), "start": start} | values)

    def guest(self, office: str) -> UUID | None:
        """Return somebody of an office who is no host."""
        with self.at() as at:
            some = [one for one in people.everyone(at.here) if one.office_id == self.ids[office]]
            plain = [one.id for one in some if not {"chief", "centre"} & set(people.roles_of(at.here, one.id))]
        return plain[0] if plain else None

    def asks(self, office: str = TSUKUSHI, start: datetime | None = None, **values: Any) -> UUID:
        """Let an office ask for a visit."""
        wanted = self.wanted(office, start, **values)
        with self.at(wanted.booked_by or wanted.guest) as at:
            return booking.request(at, wanted).id

    def times(self, office: str = TSUKUSHI, **values: Any) -> list[str]:
        """Return the times that are offered, as the network's clock shows them."""
        most = values.pop("most", 5)
        wanted = self.wanted(office, **values)
        with self.at() as at:
            found = booking.times(at, wanted, most=most).times
            return [f"{at.network.local(one):%m-%d %H:%M}" for one in found]

    def visit(self, id: UUID) -> Visit:
        """Return a visit as it stands."""
        with self.at() as at:
            visit = visits.get(at.here, id)
            assert visit
            return visit

    def seats(self, id: UUID) -> dict[str, str]:
        """Return who was asked to a visit, and how that stands."""
        names = {id: name for name, id in self.ids.items()}
        with self.at() as at:
            return {names[one.person_id]: one.state for one in seats.of_visit(at.here, id)}

    def asked(self, id: UUID) -> list[str]:
        """Return who has been asked to a visit and has not answered."""
        return sorted(name for name, state in self.seats(id).items() if state == seats.ASKED)

    def comes(self, id: UUID) -> list[str]:
        """Return who has said that she comes."""
        return sorted(name for name, state in self.seats(id).items() if state == seats.COMES)

    def accept(self, id: UUID, *names: str) -> None:
        """Let hosts say yes."""
        for name in names:
            with self.at(name) as at:
                booking.accept(at, id)

    def settled(self, office: str = TSUKUSHI, start: datetime | None = None, **values: Any) -> UUID:
        """Let an office ask and all hosts say yes."""
        id = self.asks(office, start or local("2026-10-01", 14), **values)
        self.accept(id, *self.asked(id))
        assert self.visit(id).state == visits.SETTLED
        return id

    def told(self, id: UUID) -> list[tuple[str, str]]:
        """Return who was told what of a visit, in order."""
        from storage import visit_steps

        names = {id: name for name, id in self.ids.items()}
        with self.at() as at:
            steps = {one.id: place for place, one in enumerate(visit_steps.of_visits(at.here, [id]))}
            rows = at.here.session.execute(
                outbox.select().where(outbox.c.network_id == self.network_id, outbox.c.subject_id.in_(steps))
            ).all()
        rows = sorted(rows, key=lambda row: (steps[row.subject_id], row.id))
        return [(row.kind.removeprefix("visit."), names[row.person_id]) for row in rows]

    def taken(self, id: UUID) -> dict[str, str]:
        """Return of a visit which time each host and the office has given to it."""
        names = {id: name for name, id in self.ids.items()}
        with self.at() as at:
            rows = cells.of_visit(at.here, id)
        found = {}
        for taker in sorted({taker for taker, _ in rows}, key=lambda one: names[one]):
            some = [cell for who, cell in rows if who == taker]
            begin, end = (cells.moment_of(one).astimezone(TOKYO) for one in (min(some), max(some) + 1))
            assert len(some) == max(some) - min(some) + 1
            found[names[taker]] = f"{begin:%m-%d %H:%M}-{end:%H:%M}"
        return found

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def tick(self, now: datetime | None = None) -> None:
        """Let the clock look."""
        self.now = now or self.now
        with self.at() as at:
            booking.expire(at.here, at.network, self.now.astimezone(UTC))
