"""The delivery machine: people, faces, events, kills and clocks, beside the model and the ledger of what was seen."""

from __future__ import annotations

import itertools
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import delete

from bot.faces.face import Answer
from handlers.kit.events import Act, Event, Opened, Said, Sent, Tapped
from storage import accounts, hosts, networks, outbox, people
from storage.accounts import Account
from storage.db import Here
from storage.ids import short
from tests.disk import memory
from tests.stateful.delivery import KINDS, LAST, TELEGRAM, WEB, Ledger, Person, Row, Show, local, next_working
from tests.stateful.drawn import (
    NAMES,
    OUT,
    RX,
    clocks,
    faces,
    habits,
    kills,
    kinds,
    mornings,
    places,
    spans,
    weathers,
    who,
)
from tests.stateful.kept import habits_of, rows_of, tried_again
from tests.stateful.life import Life, house
from tests.world import CENTRE, SetClock, settings_for

KEEPS = timedelta(hours=24)
# No platform brings an event again so late; the program remembers it for thirty days.
REMEMBERED = timedelta(days=20)

numbers = itertools.count()


class Delivering(RuleBasedStateMachine):
    """Three people, two faces and the real program, beside the ledger of what they saw."""

    backend = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="idobata-delivering-", dir=memory()))
        self.clock = SetClock()
        self.latest = self.clock.now()
        self.gone: set[UUID] = set()
        given = settings_for(self.folder / f"var{next(numbers)}", self.backend)
        self.life = Life(given, self.clock, house(self.gone))
        self.events: list[tuple[Event, datetime]] = []
        self.heard: datetime | None = None
        self.gaps = 0
        self.looked = 0
        self.state: tuple[object, ...] = ()

    @initialize(owned=st.tuples(faces, faces, faces))
    def people_come(self, owned: tuple[tuple[str, ...], ...]) -> None:
        """Everybody has one account or two."""
        self.model = Ledger(Person(name, has) for name, has in zip(NAMES, owned, strict=True))
        self.ids: dict[str, UUID] = {}
        self.users: dict[tuple[str, str], str] = {}
        with self.life.app.stores.database.write() as session:
            self.network = networks.everyone(session)[0].id
            here = Here(session, self.network)
            for host in hosts.everyone(here):
                # She has answered the question of the twentieth for as long as this lasts.
                hosts.ensure(here, host.id).asked_for = date(2100, 1, 1)
            for place, person in enumerate(self.model.people.values()):
                id = self.ids[person.name] = people.by_name(here, person.name)[0].id
                self.users[WEB, person.name], self.users[TELEGRAM, person.name] = str(id), str(700_000 + place)
                if TELEGRAM in person.faces:
                    assert accounts.join(here, id, TELEGRAM, self.users[TELEGRAM, person.name])
                if WEB not in person.faces:
                    mine = (Account.network_id == self.network) & (Account.person_id == id)
                    session.execute(delete(Account).where(mine, Account.platform == WEB))
        self.names = {(face, user): name for (face, name), user in self.users.items()}

    def teardown(self) -> None:
        """When all trouble is over and some mornings have come, everything that is still true has been shown."""
        try:
            if hasattr(self, "model"):
                self.all_is_well()
        finally:
            self.life.close()
            shutil.rmtree(self.folder)

    def all_is_well(self) -> None:
        """End all trouble, let mornings come, and look."""
        self.clock.at = max(self.latest, self.clock.now())
        for name, person in self.model.people.items():
            for face in person.faces:
                self.life.telegram.weather.pop(self.users[face, name], None)
                self._does(name, face, Tapped("settings.back:"), {"away": False, "until": None})
        for name in NAMES:
            self._does(CENTRE, self.model.people[CENTRE].faces[0], Tapped(f"desk.again:{short(self.ids[name])}"))
        waiting = max(sum(post.name == name and post.alive for post in self.model.posts) for name in NAMES)
        # A letter holds eight, and the coordinator's has lines of its own.
        for _ in range(3 + waiting // 6):
            self.clock.at = next_working(self.clock.now(), 11 * 60 + 5)
            self._ticks()
        assert [post for post in self.model.posts if post.alive] == []
        left = [row for row in rows_of(self.life) if row.kind in KINDS and row.state not in ("sent", "moot")]
        assert left == [], left

    # What happens.

    @rule(name=who, kinds=kinds, again=st.booleans())
    def posts(self, name: str, kinds: list[str], again: bool) -> None:
        """Something happens that somebody is to be told of, often several things at once."""
        new = [self.model.post(name, kind, self.clock.now()) for kind in kinds]
        older = [post for post in self.model.posts[:1] if again and not post.withdrawn]
        with self.life.app.stores.database.write() as session:
            for post in [*new, *older]:
                here = Here(session, self.network)
                outbox.post(here, self.ids[post.name], post.kind, UUID(int=post.number), self.clock.now())

    @rule(place=places)
    @precondition(lambda self: self.model.posts)
    def no_longer_matters(self, place: int) -> None:
        """What somebody was to be told is true no more."""
        post = self.model.posts[-1 - place % len(self.model.posts)]
        post.withdrawn = True
        self.gone.add(UUID(int=post.number))

    @rule()
    def ticks(self) -> None:
        """What is due is planned, delivered and swept."""
        self._ticks()

    @rule(span=clocks, ticking=st.booleans())
    def time_passes(self, span: dict[str, int] | int, ticking: bool) -> None:
        """Seconds, hours or days pass, or an hour comes on a working day."""
        now = self.clock.now()
        then = next_working(now, span) if isinstance(span, int) else now + timedelta(**span)
        if then < LAST:
            self.clock.at = then
            self.latest = max(self.latest, then)
        if ticking:
            self._ticks()

    @rule(back=st.sampled_from([{"hours": 1}, {"days": 1}]))
    def the_clock_is_set_back(self, back: dict[str, int]) -> None:
        """The machine's clock was wrong, or is wrong now."""
        self.latest = max(self.latest, self.clock.now())
        self.clock.at -= timedelta(**back)

    @rule(name=who, weather=weathers, says=st.booleans())
    def weather_changes(self, name: str, weather: str, says: bool) -> None:
        """Telegram begins or ends to make trouble for somebody, and may say so by itself."""
        user = self.users[TELEGRAM, name]
        self.life.telegram.weather[user] = weather
        if says and weather in ("fine", "blocked"):
            why = "blocked" if weather == "blocked" else None
            self.life.run(self.life.app.runtime.stopped(TELEGRAM, user, why))

    @rule(name=who, place=places, habit=habits)
    def lives_otherwise(self, name: str, place: int, habit: tuple[str, dict[str, Any]]) -> None:
        """Somebody changes where and when she wants to be told."""
        verb, values = habit
        person = self.model.people[name]
        self._does(name, self._face(name, place), Tapped(f"{verb}:"), self._after(person, values))

    def _after(self, person: Person, values: dict[str, Any]) -> dict[str, Any]:
        return values if values.get("face") in (None, *person.faces) else {}

    @rule(name=who, place=places, days=st.sampled_from([None, 1, 2, 5]))
    def goes_on_leave(self, name: str, place: int, days: int | None) -> None:
        """Somebody goes on leave, and says until when or not."""
        face = self._face(name, place)
        until = local(self.clock.now()).date() + timedelta(days=days) if days else None
        page = self._does(name, face, Tapped("settings.leave:")).scene.page
        assert page
        text = f"{until.year}年{until.month}月{until.day}日" if until else None
        # One question: its answer is the decision.
        self._does(name, face, Sent(page.draft, page.version, {"until": text}), {"away": True, "until": until})

    @rule(name=who, place=places)
    def comes_back(self, name: str, place: int) -> None:
        """Somebody is back."""
        self._does(name, self._face(name, place), Tapped("settings.back:"), {"away": False, "until": None})

    @rule(name=who, place=places, act=st.sampled_from([Opened(), Said("ホーム"), Tapped("help:")]))
    def speaks(self, name: str, place: int, act: Act) -> None:
        """Somebody shows that she is there: what had stopped begins again."""
        face = self._face(name, place)
        self._does(name, face, act)
        self.life.run(self.life.app.runtime.seen(face, self.users[face, name], self.clock.now()))

    @rule(name=who)
    def is_tried_again(self, name: str) -> None:
        """The coordinator lets what could not be sent be tried once more."""
        self._does(CENTRE, self.model.people[CENTRE].faces[0], Tapped(f"desk.again:{short(self.ids[name])}"))

    @rule(place=places)
    @precondition(lambda self: self.events)
    def an_event_comes_again(self, place: int) -> None:
        """A platform brings an event that it has brought before."""
        event, then = self.events[-1 - place % len(self.events)]
        if self.latest - then > REMEMBERED:
            return
        answer = self.life.run(self.life.takes(event))
        assert answer and answer.again and not answer.scene.cards
        self._lives()

    @rule()
    def telegram_is_heard(self) -> None:
        """Telegram answers; after more than a day everybody there is told of the gap."""
        now = self.clock.now()
        self.life.run(self.life.app.runtime.heard(TELEGRAM, "telegram:1", KEEPS))
        if self.heard is not None and now - self.heard > KEEPS:
            self.gaps += 1
        self.heard = max(now, self.heard or now)

    @rule(point=st.sampled_from(RX), passing=st.sampled_from([0, 0, 0, 1, 2]))
    def starts_again(self, point: str, passing: int) -> None:
        """The program stops and starts, and may be killed while it starts."""
        self.life.restart(lambda: self.life.trap.arm(point, passing) if passing else None)
        self.life.trap.disarm()

    @rule(point=st.sampled_from(OUT) | st.sampled_from(RX), passing=st.integers(1, 6), later=clocks)
    def is_killed_while_it_ticks(self, point: str, passing: int, later: dict[str, int] | int) -> None:
        """The program is killed somewhere in a tick, and starts again; sooner or later it ticks again."""
        self.is_killed_at(point, passing)
        self.time_passes(later, ticking=True)

    @rule(
        name=who, kinds=kinds, at=mornings | st.none(), weathers=st.tuples(weathers, weathers), kill=kills, later=spans
    )
    def meets_trouble(
        self,
        name: str,
        kinds: list[str],
        at: int | None,
        weathers: tuple[str, str],
        kill: tuple[str, int] | None,
        later: dict[str, int],
    ) -> None:
        """What is to be told meets trouble on its way, Telegram's, a kill, or both; then another trouble."""
        before, after = weathers
        self.weather_changes(name, before, says=False)
        self.posts(name, kinds, again=False)
        if at is not None:
            self.time_passes(at, ticking=False)
        if kill:
            self.is_killed_at(*kill)
        else:
            self._ticks()
        self.weather_changes(name, after, says=True)
        self.time_passes({"seconds": 61}, ticking=True)
        self.weather_changes(name, "fine", says=True)
        self.time_passes(later, ticking=True)

    @rule(name=who, place=places, habit=habits, point=st.sampled_from(RX), passing=st.integers(1, 3))
    def is_killed_by_an_event(
        self, name: str, place: int, habit: tuple[str, dict[str, Any]], point: str, passing: int
    ) -> None:
        """The program is killed while somebody does something, and the platform brings it again."""
        self.life.trap.arm(point, passing)
        self.lives_otherwise(name, place, habit)
        self.life.trap.disarm()

    @rule(another=st.booleans())
    def stands_still(self, another: bool) -> None:
        """The process is paused for longer than a lease with notices in hand; another one may take them meanwhile."""
        stood: list[int] = []

        def stand() -> None:
            stood.append(len(self.life.ledger))
            self.clock.at += timedelta(seconds=90)
            if another:
                self.life.beside()
            stood.append(len(self.life.ledger))

        self.life.trap.arm("out.after_claim", 1, stand)
        self._ticks()
        self.life.trap.disarm()
        assert stood[-1] == len(self.life.ledger)

    # How it is done.

    def is_killed_at(self, point: str, passing: int) -> None:
        """Tick, and be killed when a fault point is passed for the n-th time."""
        self.life.trap.arm(point, passing)
        self._ticks()
        self.life.trap.disarm()

    def _face(self, name: str, place: int) -> str:
        owned = self.model.people[name].faces
        return owned[place % len(owned)]

    def _does(self, name: str, face: str, act: Act, values: dict[str, Any] | None = None) -> Answer:
        """Let a person do something; killed meanwhile, the program gets it again."""
        event = Event(f"{face}:1", str(next(numbers)), face, self.users[face, name], act)
        before = self.model.people[name].habits
        answer = self.life.run(self.life.takes(event))
        options = [before | (values or {})]
        if answer is None:
            self.life.trap.disarm()
            answer = self.life.run(self.life.takes(event))
            # What has killed the program once is not tried again.
            options.append(before)
        assert answer
        self.events.append((event, self.clock.now()))
        self._lives(**{name: tuple(options)})
        return answer

    def _lives(self, **options: tuple[dict[str, Any], ...]) -> None:
        """Check that the program knows how people want to live: each in one of these ways, the others as before."""
        found = habits_of(self.life, self.network, self.ids)
        for name, person in self.model.people.items():
            allowed = options.get(name, (person.habits,))
            assert found[name] in allowed, (name, found[name], allowed)
            person.lives(found[name])

    def _ticks(self) -> None:
        today = local(self.clock.now()).date()
        before = self.life.app
        self.life.run(self.life.tick())
        killed = self.life.app is not before
        options: dict[str, tuple[dict[str, Any], ...]] = {}
        for name, person in self.model.people.items():
            if person.until is not None and person.until <= today:
                options[name] = (person.habits | {"away": False, "until": None}, *([person.habits] if killed else []))
        self._lives(**options)
        self._look()

    @invariant()
    def all_is_as_promised(self) -> None:
        """Nobody was told anything wrongly, and the outbox is what it should be."""
        if hasattr(self, "model"):
            self._look()

    def _look(self) -> None:
        # Where nothing was written and nothing shown, nothing can have become wrong.
        state = (self.life.app, self.life.app.writer.commits, len(self.life.ledger), len(self.model.posts))
        if state == self.state:
            return
        self.state = state
        self.latest = max(self.latest, self.clock.now())
        wrong = []
        for shown in self.life.ledger[self.looked :]:
            told, name = shown.told, self.names[shown.platform, shown.user_id]
            marks = (shown.others, told.again, told.letter, told.quiet)
            wrong += self.model.takes(Show(shown.platform, name, told.id, shown.at, shown.numbers, *marks))
        self.looked = len(self.life.ledger)
        rows = rows_of(self.life)
        self.model.begun |= self.life.telegram.odd
        self.model.begun |= {short(row.id) for row in rows if row.begun_at and row.platform == WEB}
        for number in self._doubted(rows):
            self.model.posts[number].doubted = True
        for row in rows:
            if row.state == "dead" and row.kind in KINDS:
                self.model.posts[row.subject_id.int].given_up = True
        wrong += self.model.wrong_rows(rows)
        assert wrong == [], "\n".join(wrong)
        self._look_at_desk(rows)
        assert sum(row.kind == "home.gap" for row in rows) == self.gaps * sum(
            TELEGRAM in person.faces for person in self.model.people.values()
        )

    def _doubted(self, rows: list[Row]) -> list[int]:
        begun = {row.subject_id for row in rows if row.state == "sending" and row.begun_at and row.platform == TELEGRAM}
        killed = [row.subject_id.int for row in rows if row.kind in KINDS and {row.subject_id, row.letter} & begun]
        said = [number for numbers in self.life.telegram.doubts for number in numbers]
        self.life.telegram.doubts.clear()
        return [*killed, *said]

    def _look_at_desk(self, rows: list[Row]) -> None:
        """Whoever could not be told something stands on the coordinators' list."""
        dead = {row.person_id for row in rows if row.state == "dead" and row.closed_at is None}
        here_now = {self.ids[name] for name, person in self.model.people.items() if not person.away}
        if dead & here_now:
            assert dead & here_now <= tried_again(self.life, self.network)
