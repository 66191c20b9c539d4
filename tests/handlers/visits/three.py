"""One conversation over three faces: the office on Telegram, 主任 on Slack, the centre on the web."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from bot.faces.web.render import render_card
from handlers.kit.turn import Turn
from handlers.visits import booking, cards
from handlers.visits.booking import At, Wanted
from messages.menus import by_key
from storage import offices, people, seats, visits
from storage.db import EVERYWHERE
from storage.hosts import Week
from storage.outbox import outbox
from storage.people import Person
from storage.seats import Seat
from storage.seen import note as seen
from storage.visits import Visit
from tests.chat import Chat, card_lines
from tests.handlers.places.town import Town, does
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, have_hours, network
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, CENTRE

TOKYO = ZoneInfo("Asia/Tokyo")
# A Tuesday, 10:00: what is told at once comes at once. The visit is on a Thursday.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
START = datetime(2026, 12, 3, 14, 0, tzinfo=TOKYO)
WHEN, OTHER = "12月3日（木）14:00–15:00", "12月4日（金）10:00–11:00"
PAIR = "佐藤さん（主任・みほん福祉会）と鈴木さん（基幹）"
OTHERS = "高橋さん（主任・みほんの森）と鈴木さん（基幹）"
ADDRESS, TEL, PARKING = "みほん区みほん町1-2-3", "03-0000-0011", "建物の前に1台"


class Three:
    """The program with an office, chiefs and the centre, each on her own face; hosts have hours."""

    def __init__(self, folder: Path, backend: str = "sqlite", *, hosts: Collection[str] = (SATO, SUZUKI)) -> None:
        self.town = Town(folder, backend, slack=True)
        self.world = self.town.world
        self.world.clock.at = NOW.astimezone(UTC)
        with network(self.world) as (here, _):
            here.session.execute(delete(Week).where(Week.network_id == here.network_id))
            here.session.execute(update(Person).values(rhythm="none").execution_options(**EVERYWHERE))
            office = offices.by_name(here, "相談室 みなも")
            assert office
            office.address, office.tel, office.parking = ADDRESS, TEL, PARKING
        have_hours(self.world, *hosts)
        self.office: TelegramChat = self.town.phone(ALONE)
        self.chief: SlackChat = self.town.desk(SATO)
        self.other: SlackChat = self.town.desk(TAKAHASHI)
        self.centre = Chat(self.world, self.world.person(SUZUKI)).opens()
        self.staff = Chat(self.world, self.world.person(CENTRE)).opens()
        self._waiting: dict[Talk, list[str]] = {}
        self.heard()

    @property
    def everybody(self) -> list[Talk]:
        """Everybody who has a face here."""
        return [self.office, self.chief, self.other, self.centre, self.staff]

    def id(self, name: str) -> UUID:
        """Return somebody's id."""
        return UUID(self.world.person(name))

    def told(self, talk: Talk) -> list[str]:
        """Let what is due come, and return the first lines of all that somebody has been told since she was asked here.

        What answers her own presses is not among it.
        """
        self._come()
        return self._waiting.pop(talk, [])

    def heard(self) -> list[list[str]]:
        """Return the same of the office, the chief, the other chief, the centre and the coordinator."""
        self._come()
        return [self._waiting.pop(talk, []) for talk in self.everybody]

    def _come(self) -> None:
        for chat in (self.office, self.chief, self.other):
            chat._mark()
        self.world.tick()
        for talk in self.everybody:
            if isinstance(talk, Chat):
                talk.looks()
                self._sees(talk)
            self._waiting.setdefault(talk, []).extend(talk.heard())

    def _sees(self, chat: Chat) -> None:
        # As the page says it: what stands before somebody's eyes has arrived.
        with network(self.world) as (here, _):
            now = self.world.clock.now()
            seen(here, UUID(chat.user), "web", now, now)

    def waits_until(self, moment: datetime) -> None:
        """Let it become this moment; what is due then comes when somebody looks."""
        self.world.clock.at = moment.astimezone(UTC)

    def asks(self, start: datetime | None = START, **values: Any) -> Visit:
        """Let the office ask for a visit past the conversation."""

        def ask(turn: Turn) -> UUID:
            menu = by_key(values.pop("menu", "sv"))
            office = people.get(turn.here, turn.person_id)
            assert menu and office and office.office_id
            told: dict[str, Any] = {"way": "visit", "case_kind": "anonymous", "start": start, "guest": turn.person_id}
            wanted = Wanted(office=office.office_id, menu=menu, minutes=menu.minutes, **told | values)
            return booking.request(At(turn.here, turn.who.network, turn.now, turn.person_id), wanted).id

        return self.visit(does(self.world, ALONE, ask))

    def settled(self, **values: Any) -> Visit:
        """Let the office ask, both hosts say yes, and everybody read it."""
        visit = self.asks(**values)
        for name in (SATO, SUZUKI):
            does(self.world, name, lambda turn: booking.accept(at(turn), visit.id))
        self.heard()
        assert self.visit(visit.id).state == visits.SETTLED
        return self.visit(visit.id)

    def visit(self, id: UUID) -> Visit:
        """Return a visit as it stands."""
        with network(self.world) as (here, _):
            found = visits.get(here, id)
            assert found
            here.session.expunge(found)
            return found

    def all_visits(self) -> list[Visit]:
        """Return all visits as they stand."""
        with network(self.world) as (here, _):
            found = visits.in_states(here, visits.STATES)
            here.session.expunge_all()
            return found

    def seats(self, id: UUID) -> list[Seat]:
        """Return the seats of a visit as they stand."""
        with network(self.world) as (here, _):
            found = seats.of_visit(here, id)
            here.session.expunge_all()
            return found

    def by(self, name: str, does_it: Any) -> None:
        """Let somebody do something to bookings past the conversations."""
        does(self.world, name, lambda turn: does_it(at(turn)))

    def card(self, name: str, id: UUID) -> list[str]:
        """Return a visit as somebody sees it now, as lines."""

        def draw(turn: Turn) -> list[str]:
            visit = visits.get(turn.here, id)
            assert visit
            return card_lines(render_card(cards.card(turn, visit), turn.words))

        return does(self.world, name, draw)

    def kinds(self) -> list[tuple[str, str, str]]:
        """Return kind, state and person of what visits have told, in order of kind."""
        with network(self.world) as (here, _):
            names = {one.id: one.name for one in people.everyone(here)}
            told = select(outbox).where(outbox.c.kind.like("visit.%"), outbox.c.network_id == here.network_id)
            return sorted((row.kind, row.state, names[row.person_id]) for row in here.session.execute(told))

    def close(self) -> None:
        """Stop it all."""
        self.town.close()


def at(turn: Turn) -> At:
    """Return where, when and by whom something is done."""
    return At(turn.here, turn.who.network, turn.now, turn.person_id)
