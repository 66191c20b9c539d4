"""What stands in the network's places is made true: rows are claimed, drawn as they are now, put, edited, wiped."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from bot.faces.face import Face, Told
from bot.logs import log, where
from bot.turns import Turns
from bot.writer import Writer
from handlers.kit import days
from handlers.kit.cards import Card
from handlers.kit.clock import Clock
from handlers.kit.errors import Doubtful, Over, TryLater, Undeliverable
from handlers.kit.turn import Scene
from handlers.places import lost
from handlers.questions import standing
from messages.words import words_of
from storage import leases, networks, places, standings
from storage.db import Here, Link, session_on
from storage.fault import fault
from storage.ids import short
from storage.standings import ANSWER, OWN, QUESTION, TAKEN_AWAY, Due

T = TypeVar("T")

AT_ONCE = 50
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
# What the face says where the place itself is closed to us, not only this message.
CLOSED = ("blocked", "gone", "rights")


@dataclass(frozen=True, slots=True)
class _Doing:
    """What is to be done about one row: where, what is to stand there (None: nothing), under what."""

    face: Face
    chat: str
    topic: str
    told: Told
    card: Card | None
    under: str


class Standings:
    """Takes rows of places under a lease, one place's in their order, and makes them true."""

    def __init__(self, writer: Writer, turns: Turns, clock: Clock, faces: Sequence[Face]) -> None:
        self._writer = writer
        self._turns = turns
        self._clock = clock
        self._faces = {face.platform: face for face in faces}
        # The places at work, each with its task.
        self._under_way: dict[UUID, asyncio.Task[None]] = {}

    async def _aside(self, job: Callable[[Link], T]) -> T:
        return await self._writer.run(job, aside=True)

    async def tick(self) -> int:
        """Make true what is due now; return how many rows were taken. Safe in several processes at once."""
        count = 0
        while taken := await self.take():
            count += taken
            await asyncio.gather(*self._under_way.values())
        return count

    async def go_on(self) -> None:
        """Begin what is due; a slow place holds up no other: what the ticker calls."""
        while await self.take():
            pass

    async def take(self) -> int:
        """Begin what is due now and return how many rows that is."""
        busy = list(self._under_way)
        taken = await self._aside(
            lambda link: standings.claim(link, self._clock.now(), AT_ONCE, list(self._faces), busy)
        )
        if taken:
            fault("out.after_claim")
        by_place = sorted(taken, key=lambda due: due.place_id)
        for place, group in groupby(by_place, key=lambda due: due.place_id):
            self._under_way[place] = task = asyncio.create_task(self._in_order(list(group)))
            task.add_done_callback(lambda _task, place=place: self._under_way.pop(place))  # type: ignore[misc]
        return len(taken)

    async def drain(self, seconds: float) -> None:
        """Wait for what is under way, so long at most; the rest is taken again when its lease is over."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=seconds)

    async def _in_order(self, dues: list[Due]) -> None:
        for place, due in enumerate(dues):
            try:
                if not await self._make(due):
                    await self._aside(lambda link, rest=dues[place + 1 :]: standings.release(link, rest))  # type: ignore[misc]
                    return
            except Exception as error:
                # Not even this could be written down: the lease will end, and all is tried again.
                log.error("standing.stuck", row=str(due.id), kind=due.kind, **where(error))
                return

    async def _make(self, due: Due) -> bool:
        """Make one row true; False when nothing later of its place may go before it."""
        doing: _Doing | None = None
        try:
            doing = await self._aside(lambda link: self._prepare(link, due))
            if doing is None:
                return True
            fault("out.before_send")
            if self._clock.now() >= due.lease:
                # The process stood still: by now it may be somebody else's.
                return False
            reference = await self._done(due, doing)
        except Over:
            reference = ""
        except Undeliverable as error:
            return await self._refused(due, str(error))
        except TryLater as error:
            return await self._later(due, timedelta(seconds=error.seconds), doubtful=due.begun)
        except Doubtful:
            return await self._failed(due, doubtful=True)
        except Exception as error:
            log.warning("standing.failed", row=str(due.id), kind=due.kind, **where(error))
            return await self._failed(due, doubtful=doing is not None)
        fault("out.after_send")
        await self._writer.surely(lambda link: standings.settle(link, due, reference, self._clock.now()))
        log.info("standing", row=str(due.id), kind=due.kind, state="made")
        return True

    async def _done(self, due: Due, doing: _Doing) -> str:
        stands = due.reference
        if doing.card is None and not stands:
            # It may stand there since an earlier try: it is looked for, and goes.
            stands = await doing.face.put(doing.chat, doing.topic, doing.told, under=doing.under)
        if doing.card is None:
            await doing.face.wipe(doing.chat, stands, doing.told.at)
            # Her own message may be one that only she can delete: whatever she does with it is still known.
            return stands if due.kind == OWN else ""
        return await doing.face.put(doing.chat, doing.topic, doing.told, under=doing.under, stands=stands)

    def _prepare(self, link: Link, due: Due) -> _Doing | None:
        """Return what is to be done now; None where nothing is, and that is settled."""
        now = self._clock.now()
        with session_on(link) as session:
            here = Here(session, due.network_id)
            place = places.get(here, due.place_id)
            assert place is not None
            said = None if due.kind == QUESTION else due.subject_id
            card = standing.draw(here, place.audience, due.question_id, said)
            question = standings.of_question(here, place.id, due.question_id) if due.kind == ANSWER else None
            under = question.reference if question else ""
            network = session.get_one(networks.Network, due.network_id)
            told = self._told(network, due, card, self._faces[place.platform])
        there = bool(due.reference) or (due.begun and self._faces[place.platform].repeatable)
        if question and not under and card and not there:
            # What it belongs under does not stand there (yet).
            if question.state in (standings.WAITING, leases.SENDING):
                standings.put_off(link, due, now + FIRST_WAIT, doubtful=due.begun)
                return None
            card = None
        if (due.kind == OWN and card) or (card is None and not there) or due.reason == TAKEN_AWAY:
            standings.settle(link, due, due.reference, now, due.reason)
            return None
        if card and not due.reference and place.state != places.HERE:
            standings.settle(link, due, "", now)
            return None
        if not standings.begin(link, due, now):
            return None
        return _Doing(self._faces[place.platform], place.chat, place.topic, told, card, under)

    def _told(self, network: networks.Network, due: Due, card: Card | None, face: Face) -> Told:
        now = self._clock.now()
        rings = days.rings(network.local(now), network.hours_from, network.hours_until, network.closed_days)
        return Told(
            short(due.id),
            now,
            Scene(cards=(card,) if card else ()),
            words_of(network.terms),
            quiet=not rings,
            again=due.begun and not due.reference and not face.repeatable,
            perhaps=due.begun,
            over=card is None,
        )

    async def _refused(self, due: Due, reason: str) -> bool:
        now = self._clock.now()

        def closed(link: Link) -> None:
            with session_on(link) as session:
                lost.lose(Here(session, due.network_id), due.place_id, reason, now)
                session.commit()
            # Once we are let in again, what has happened meanwhile is made true.
            standings.put_off(link, due, now, doubtful=due.begun)

        def stays(link: Link) -> None:
            if reason == "no_message":
                # Somebody has taken it away there: it is not for us to put it up again.
                standings.settle(link, due, "", now, TAKEN_AWAY)
            else:
                standings.give_up(link, due, reason)

        await self._aside(closed if reason in CLOSED else stays)
        log.info("standing", row=str(due.id), kind=due.kind, state=reason)
        return reason not in CLOSED

    async def _failed(self, due: Due, *, doubtful: bool) -> bool:
        if due.attempts >= MOST_ATTEMPTS:
            await self._aside(lambda link: standings.give_up(link, due, "attempts"))
            return True
        return await self._later(due, timedelta(), doubtful=doubtful)

    async def _later(self, due: Due, least: timedelta, *, doubtful: bool) -> bool:
        backoff: timedelta = min(FIRST_WAIT * 2 ** min(due.attempts - 1, 10), LONGEST_WAIT)
        until = self._clock.now() + max(least, backoff * random.uniform(0.5, 1.5))
        await self._aside(lambda link: standings.put_off(link, due, until, doubtful=doubtful))
        return False
