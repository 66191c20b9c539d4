"""The runtime: event -> seen? -> turn -> talk -> commit -> acknowledge -> reply. Errors end here."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID
from weakref import WeakValueDictionary

from bot.ahead import ahead
from bot.faces.face import Answer, Nobody, Told
from bot.logs import log, where
from bot.signs import Signs, id_in
from bot.turns import NoTurn, Turns
from bot.writer import TransactionLost, Writer
from handlers.kit import talk
from handlers.kit.cards import Card
from handlers.kit.clock import Clock
from handlers.kit.errors import Ahead, TryLater
from handlers.kit.events import Event
from handlers.kit.turn import Scene, Traits, Turn
from messages.words import msg
from storage import accounts, inbox, shown
from storage.db import Link, in_transaction, is_busy
from storage.fault import fault
from storage.inbox import Entry
from storage.seal import Place, Unreadable

T = TypeVar("T")

# After an unclean stop so many events are taken one by one, each counted before it is tried.
CAREFUL = 50
# An event that was begun once so and is still not done has killed the process: it is not tried again.
MOST_ATTEMPTS = 1
UNREPLIED_FOR = timedelta(hours=24)
YOUNG = timedelta(minutes=2)


def _sorry(stands: Scene) -> Scene:
    # Where no page is in hand she stands at home, which faces that show cards leave out.
    below = () if stands.page else stands.home
    return dataclasses.replace(stands, cards=(Card(paragraphs=(msg("runtime-poison"),)), *below), kept=False)


@dataclass(frozen=True, slots=True)
class _Done:
    row: UUID
    scene: Scene
    turn: Turn
    again: bool = False


class Runtime(Signs):
    """Takes events from all faces; each is done once, in one transaction, before it is answered."""

    def __init__(self, writer: Writer, turns: Turns, clock: Clock, *, unclean: bool) -> None:
        super().__init__(writer, turns, clock)
        self._unclean = unclean
        self._careful = CAREFUL if unclean else 0
        self._harmless: set[UUID] = set()
        self._one_by_one = asyncio.Lock()
        self._halfway: set[asyncio.Task[_Done]] = set()
        self._in_order: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._replied: deque[UUID] = deque()

    async def handle(self, event: Event, traits: Traits) -> Answer:
        """Handle an event; a second coming of the same event is answered with where the person stands."""
        fault("rx.received")
        key = (event.platform, event.user_id)
        lock = self._in_order.get(key)
        if lock is None:
            self._in_order[key] = lock = asyncio.Lock()
        # One person's events are handled one after another, in the order in which they came.
        async with lock:
            try:
                done = await ahead(lambda: self._take(event, traits))
            except NoTurn:
                raise Nobody from None
            except TransactionLost:
                raise TryLater("lost") from None
            except Exception as error:
                if not is_busy(error):
                    raise
                log.warning("event.later", platform=event.platform, **where(error))
                raise TryLater("busy") from None
        fault("rx.before_reply")
        return self._answer(done.turn, done.scene, done.row, again=done.again)

    async def _take(self, event: Event, traits: Traits) -> _Done:
        if self._careful <= 0:
            return await self._writer.run(lambda link: self._once(link, event, traits))
        # Both steps, whoever goes away meanwhile: what was begun and not done would be taken for what has killed.
        both = asyncio.create_task(self._carefully(event, traits))
        self._halfway.add(both)
        both.add_done_callback(self._halfway.discard)
        return await asyncio.shield(both)

    async def _carefully(self, event: Event, traits: Traits) -> _Done:
        async with self._one_by_one:
            self._careful -= 1
            entry = await self._writer.run(lambda link: self._begin(link, event))
            try:
                return await self._writer.run(lambda link: self._again(link, event, traits, entry))
            except Exception:
                # It failed, but it has not killed the process: when it comes again it is tried again.
                self._harmless.add(entry.id)
                raise

    def _once(self, link: Link, event: Event, traits: Traits) -> _Done:
        self._note_replied(link)
        user = (event.platform, event.user_id)
        row = inbox.add(link, event.source, event.external_id, user, "done", self._clock.now())
        fault("rx.after_inbox")
        if row is None:
            entry = inbox.find(link, event.source, event.external_id)
            assert entry is not None
            return self._again(link, event, traits, entry)
        return self._do(link, event, traits, row)

    def _begin(self, link: Link, event: Event) -> Entry:
        user = (event.platform, event.user_id)
        row = inbox.add(link, event.source, event.external_id, user, "started", self._clock.now())
        if row is not None:
            return Entry(row, "started", 0)
        entry = inbox.find(link, event.source, event.external_id)
        assert entry is not None
        return entry

    def _again(self, link: Link, event: Event, traits: Traits, entry: Entry) -> _Done:
        if entry.state != "started":
            with self._turns.looking(link, event.platform, event.user_id, traits) as turn:
                stands = talk.standing(turn)
                return _Done(entry.id, _sorry(stands) if entry.state == "failed" else stands, turn, again=True)
        if entry.attempts >= MOST_ATTEMPTS and entry.id not in self._harmless:
            return self._quarantine(link, event, traits, entry.id, Card(paragraphs=(msg("runtime-poison"),)))
        inbox.finish(link, entry.id, "done")
        return self._do(link, event, traits, entry.id)

    def _do(self, link: Link, event: Event, traits: Traits, row: UUID) -> _Done:
        turn = self._turns.begin(link, event.platform, event.user_id, traits, lock=True)
        turn = dataclasses.replace(turn, at=event.at) if event.at else turn
        try:
            if turn.who.account.stopped_at and not turn.watched:
                accounts.revive(turn.here, turn.who.account.id)
            scene = talk.respond(turn, event.act)
            if scene.took and event.reference:
                quotes = [(scene.took, event.reference)]
                shown.note(turn.here, turn.person_id, event.platform, event.user_id, quotes, turn.now)
            if turn.watched and not (scene.cards or scene.page):
                # What is only whispered where others talk is not said again after a restart, out of the blue.
                inbox.mark_replied(link, [row])
            fault("rx.mid_turn")
            turn.here.session.commit()
        except Ahead:
            raise
        except Exception as error:
            if is_busy(error) or not in_transaction(link):
                # Nothing of this turn can be kept now; other turns of the same commit are run again, alone.
                raise TransactionLost from error
            turn.here.session.rollback()
            log.error("turn.failed", row=str(row), platform=event.platform, **where(error))
            return self._quarantine(link, event, traits, row, Card(paragraphs=(msg("runtime-bug"),)))
        return _Done(row, scene, turn)

    def _quarantine(self, link: Link, event: Event, traits: Traits, row: UUID, sorry: Card) -> _Done:
        with self._turns.looking(link, event.platform, event.user_id, traits) as turn:
            body = self._sealed(turn, row, event)
            stands = talk.standing(turn)
        # Only now: what is written while looking is taken back with the look's savepoint.
        inbox.finish(link, row, "failed", body)
        return _Done(row, dataclasses.replace(stands, cards=(sorry,), kept=False), turn)

    def _sealed(self, turn: Turn, row: UUID, event: Event) -> bytes | None:
        act = {"kind": type(event.act).__name__, **dataclasses.asdict(event.act)}
        try:
            turn.keys.make(turn.here.network_id, turn.person_id, row)
        except Unreadable:
            # Her keys are gone, or the store is of another master key: what cannot be sealed is not kept.
            return None
        place = Place(turn.here.network_id, "inbox", "body", row)
        return turn.keys.seal(place, turn.person_id, row, json.dumps(act).encode())

    def _answer(self, turn: Turn, scene: Scene, row: UUID | None, *, again: bool = False) -> Answer:
        return Answer(
            scene,
            turn.words,
            turn.who.person.name,
            turn.who.office.name if turn.who.office else "",
            (lambda: self._went(row)) if row else (lambda: None),
            again,
        )

    def _went(self, row: UUID) -> None:
        fault("rx.after_reply")
        self._replied.append(row)

    def _note_replied(self, link: Link) -> None:
        # Rides with whatever is committed next; if that fails, the worst is one redrawing too many after a restart.
        rows = []
        while self._replied:
            rows.append(self._replied.popleft())
        inbox.mark_replied(link, rows)

    async def note_replied(self) -> None:
        """Write down which replies went out, for the time when no event carries it; what is half done is done first."""
        if self._halfway:
            await asyncio.wait(self._halfway)
        if self._replied:
            await self._writer.run(self._note_replied)

    async def look(self, platform: str, user_id: str, traits: Traits) -> Answer:
        """Return where a person stands; nothing is written, and nothing waits for the writer."""

        def stand(turn: Turn) -> Answer:
            answer = self._answer(turn, talk.checked(turn, talk.standing(turn)), None)
            news = self._turns.unseen(turn, platform) if traits.home else ()
            return dataclasses.replace(answer, news=news)

        return await self._read(platform, user_id, traits, stand)

    async def owed(self, platform: str, user_id: str, traits: Traits) -> Answer:
        """Return where a person stands whose answer was lost; where what she did could not be taken it says so."""
        since, told = self._clock.now() - UNREPLIED_FOR, set(self._replied)

        def stand(turn: Turn) -> Answer:
            failed = inbox.not_taken(turn.here.session.connection(), (platform, user_id), since)
            scene = talk.standing(turn)
            return self._answer(turn, talk.checked(turn, _sorry(scene) if set(failed) - told else scene), None)

        return await self._read(platform, user_id, traits, stand)

    async def taken(self, source: str, external_id: str) -> bool:
        """Tell whether an event was done whose answer did not arrive."""

        def done() -> bool:
            with self._turns.database.read() as session:
                entry = inbox.find(session.connection(), source, external_id)
            return entry is not None and entry.state == "done"

        return await self._aside(done)

    async def gone(self, keys: list[str]) -> list[str]:
        """Return those of the things that cards are about which nobody can read any more."""
        ids = {key: id for key in keys if (id := id_in(key))}
        gone = await self._aside(lambda: self._turns.gone(set(ids.values()))) if ids else set()
        return [key for key, id in ids.items() if id in gone]

    async def told_since(self, platform: str, user_id: str, traits: Traits, since: datetime) -> list[Told]:
        """Return the notices that were sent to a person since a moment and are still open."""

        def told(turn: Turn) -> list[Told]:
            return self._turns.told(turn, since)

        return await self._read(platform, user_id, traits, told)

    async def _read(self, platform: str, user_id: str, traits: Traits, read: Callable[[Turn], T]) -> T:
        return await self._aside(lambda: self._turns.reading(platform, user_id, traits, read))

    async def _aside(self, read: Callable[[], T]) -> T:
        try:
            return await ahead(lambda: asyncio.to_thread(read))
        except NoTurn:
            raise Nobody from None
        except Exception as error:
            if is_busy(error):
                raise TryLater("busy") from None
            raise

    async def unreplied(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Return whose last answer may have been lost, each once: platform, user id, what to call when she was shown.

        On PostgreSQL, after a clean end, what is young belongs to a worker beside this one, who has not noted it yet.
        """
        now = self._clock.now()
        alone = self._unclean or self._turns.database.sqlite
        until = now if alone else now - YOUNG
        rows = await self._writer.run(lambda link: inbox.unreplied(link, now - UNREPLIED_FOR, until))
        found: defaultdict[tuple[str, str], list[UUID]] = defaultdict(list)
        for row, platform, user in rows:
            found[platform, user].append(row)
        return [(*who, functools.partial(self._replied.extend, mine)) for who, mine in found.items()]
