"""What happens in the simulated years: runs, answers, records, moved deadlines, practice, leave, quiet weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from handlers.training.grid import Done, standing
from messages.courses import rules
from storage import applications, careers
from storage.careers import Extension
from storage.completions import Completion
from storage.db import EVERYWHERE, Here
from storage.ids import uuid7
from storage.people import Person
from storage.runs import CourseRun
from tests.handlers.nudges.oracle import Life, Run, busy, filling
from tests.world import World

RULES = rules("東京都")
# How often, in thousandths of the days, something happens; something of everything happens within a year or two.
OFTEN = {"enter": 25, "off": 5, "move": 8, "know": 4}
OFTEN |= {"say": 12, "complete": 14, "undo": 5, "extend": 8, "retract": 3, "practise": 8, "confirm": 5}
OFTEN |= {"leave": 20, "calm": 8, "not_mine": 5}


class Happens:
    """Lets things happen to the network and its people, in the database and in what the simulation knows."""

    def __init__(self, world: World, network: UUID, random: Random, lives: list[Life], runs: dict[UUID, Run]) -> None:
        self.world, self.network, self.random = world, network, random
        self.lives, self.runs = lives, runs
        # The ward draws for itself: what befalls people is the same with its answers and without.
        self.ward = Random(17)
        self.did = dict.fromkeys((*OFTEN, "ward"), 0)

    def lately(self, today: date) -> bool:
        """Let something happen, or nothing; tell whether it did."""
        answered = self.ward.random() < 0.05 and self._ward(self.ward.choice(self.lives), today)
        self.did["ward"] += answered
        return self._befalls(self.random.choice(self.lives), today) or answered

    def _befalls(self, life: Life, today: date) -> bool:
        # Nobody rests, or is not concerned, for years.
        if (life.away or life.not_mine) and self.random.random() < 0.08:
            what = "not_mine" if life.not_mine else "leave"
        else:
            nothing = 1000 - sum(OFTEN.values())
            what = self.random.choices([*OFTEN, ""], [*OFTEN.values(), nothing])[0]
        done: Callable[[Life, date], bool] | None = getattr(self, f"_{what}", None) if what else None
        if done is None or not done(life, today):
            return False
        self.did[what] += 1
        return True

    def _at(self, today: date) -> datetime:
        return datetime(today.year, today.month, today.day, tzinfo=UTC)

    def _change(self, kind: Any, id: UUID, **values: Any) -> None:
        with self.world.app.stores.database.write() as session:
            session.execute(update(kind).where(kind.id == id).values(**values).execution_options(**EVERYWHERE))

    def _career(self, life: Life, **values: Any) -> None:
        with self.world.app.stores.database.write() as session:
            career = careers.made(Here(session, self.network), UUID(life.user))
            for name, value in values.items():
                setattr(career, name, value)

    # Runs.

    def _open(self, today: date) -> list[Run]:
        return [run for run in self.runs.values() if (run.last or run.opens) >= today and not run.off]

    def _enter(self, life: Life, today: date) -> bool:
        if len(self._open(today)) >= 5:
            return False
        draw = self.random
        first = today + timedelta(days=draw.randrange(-5, 60))
        last = first + timedelta(days=draw.randrange(0, 50))
        opens = last + timedelta(days=draw.randrange(1, 60))
        more = sorted(draw.sample(range(1, 90), draw.randrange(1, 4))) if draw.random() < 0.4 else []
        days = [opens + timedelta(days=after) for after in more]
        # Of some nobody knows the first day of application, or the last one.
        known = draw.choices(("both", "first", "last"), (70, 15, 15))[0]
        course = "chief" if draw.random() < 0.2 else "renewal"
        ends = max([opens, *days])
        run = Run(uuid7(), f"第{len(self.runs) + 1}回", first, last, opens, course=course, ends=ends)
        run.by_ward = self.ward.random() < 0.5
        run.first, run.last = (first if known != "last" else None), (last if known != "first" else None)
        self.runs[run.id] = run
        given: dict[str, Any] = {"course": course, "prefecture": "東京都", "title": run.title, "by_ward": run.by_ward}
        given["days"] = [{"day": str(day), "from": None, "until": None} for day in (opens, *days) if days]
        given |= {"apply_from": run.first, "apply_to": run.last, "opens_on": opens, "entered_at": self._at(today)}
        with self.world.app.stores.database.write() as session:
            session.add(CourseRun(network_id=self.network, id=run.id, **given))
        return True

    def _off(self, life: Life, today: date) -> bool:
        if not (open := self._open(today)):
            return False
        run = self.random.choice(open)
        run.off = True
        self._change(CourseRun, run.id, off_at=self._at(today))
        return True

    def _move(self, life: Life, today: date) -> bool:
        if not (open := [run for run in self._open(today) if run.last]):
            return False
        run = self.random.choice(open)
        assert run.last
        last = min(run.last + timedelta(days=self.random.choice((-2, 1, 7))), run.opens - timedelta(days=1))
        run.last = max(last, run.first or last)
        self._change(CourseRun, run.id, apply_to=run.last)
        return True

    def _know(self, life: Life, today: date) -> bool:
        """Let a day of application become known that was not, or be called unknown."""
        if not (open := self._open(today)):
            return False
        run = self.random.choice(open)
        if run.first is None:
            run.first = (run.last or run.opens) - timedelta(days=self.random.randrange(0, 40))
        elif run.last is None:
            run.last = run.first + timedelta(days=self.random.randrange(0, (run.opens - run.first).days))
        else:
            run.last = None
        self._change(CourseRun, run.id, apply_from=run.first, apply_to=run.last)
        return True

    def _say(self, life: Life, today: date) -> bool:
        """Let her say how she stands to a run; of one that she has applied for, maybe how that ended."""
        own = filling(life, self.runs, RULES, today)
        open = [run for run in own if (run.last or run.opens) >= today and run.id not in life.said]
        if applied := [run for run in own if life.said.get(run.id) == "applied"]:
            said = self.random.choice(("accepted", "not_accepted", "withdrawn", "accepted"))
        elif open and not busy(life, own, today):
            applied, said = open, self.random.choice(("applied", "applied", "not_for_me"))
        else:
            return False
        run = self.random.choice(applied)
        life.said[run.id] = said
        with self.world.app.stores.database.write() as session:
            applications.say(Here(session, self.network), run.id, UUID(life.user), said, self.world.clock.now())
        return True

    def _ward(self, life: Life, today: date) -> bool:
        """Let the ward answer her that it does not recommend her this time, or take that back."""
        if not (asked := [run for run in self._open(today) if run.by_ward]):
            return False
        run = self.ward.choice(asked)
        life.not_now ^= {run.id}
        with self.world.app.stores.database.write() as session:
            one = applications.ask(Here(session, self.network), run.id, UUID(life.user), self._at(today))
            one.state = "not_now" if run.id in life.not_now else "asked"
        return True

    # Records.

    def completes(self, life: Life, course: str, on: date) -> bool:
        """Let her have completed a training; False where that is there already."""
        if any(one.on == on and one.course == course for one in life.done):
            return False
        life.done.append(Done(on, course))
        life.done.sort()
        who = {"network_id": self.network, "person_id": UUID(life.user), "entered_at": self.world.clock.now()}
        with self.world.app.stores.database.write() as session:
            session.add(Completion(**who, course=course, done_on=on, exactly="day"))
        return True

    def _complete(self, life: Life, today: date) -> bool:
        on = today - timedelta(days=self.random.randrange(40))
        courses = ["renewal", "renewal", "group", "initial"]
        courses += ["chief"] * any(one.course == "renewal" for one in life.done)
        if standing(life.done, RULES, today, life.moved).kind != "runs":
            # Nobody stays long without.
            courses = ["initial"]
        return self.completes(life, self.random.choice(courses), on)

    def _undo(self, life: Life, today: date) -> bool:
        if len(life.done) < 2:
            return False
        one = life.done.pop(self.random.randrange(len(life.done)))
        its = (Completion.person_id == UUID(life.user)) & (Completion.done_on == one.on)
        with self.world.app.stores.database.write() as session:
            session.execute(
                delete(Completion).where(its, Completion.course == one.course).execution_options(**EVERYWHERE)
            )
        return True

    def _extend(self, life: Life, today: date) -> bool:
        """Let an issuer move the deadline of the window that she is in, or has let pass."""
        window = standing(life.done, RULES, today, life.moved).window
        if window is None or window.regular in life.moved:
            return False
        moved = window.regular + timedelta(days=self.random.choice((30, 90, 183, 365, 366)))
        life.moved[window.regular] = moved
        with self.world.app.stores.database.write() as session:
            who = {"network_id": self.network, "person_id": UUID(life.user), "entered_at": self.world.clock.now()}
            told = {"instead_of": window.regular, "moved_to": moved, "reason": "特例", "issuer": "東京都"}
            session.add(Extension(**who, **told))
        return True

    def _retract(self, life: Life, today: date) -> bool:
        if not life.moved:
            return False
        regular = self.random.choice(sorted(life.moved))
        del life.moved[regular]
        hers = (Extension.person_id == UUID(life.user)) & (Extension.instead_of == regular)
        with self.world.app.stores.database.write() as session:
            here = Here(session, self.network)
            id = session.scalar(select(Extension.id).where(hers).execution_options(**EVERYWHERE))
            assert id and careers.retract(here, id)
        return True

    # What else is known of her.

    def practises(self, life: Life, since: date | None) -> None:
        """Let it be known since when she works in 相談支援."""
        life.practice = since
        self._career(life, practice_on=since)

    def _practise(self, life: Life, today: date) -> bool:
        days = self.random.choice((0, 300, 600, 700, 1000, None))
        self.practises(life, None if days is None else today - timedelta(days=days))
        return True

    def _confirm(self, life: Life, today: date) -> bool:
        """Let a coordinator have looked at a record that seems to have lapsed."""
        if standing(life.done, RULES, today, life.moved).kind != "lapsed":
            return False
        life.confirmed = today
        self._career(life, confirmed_on=today)
        return True

    def _leave(self, life: Life, today: date) -> bool:
        life.away = not life.away
        self._change(Person, UUID(life.user), away_since=self._at(today) if life.away else None)
        return True

    def _calm(self, life: Life, today: date) -> bool:
        life.calm = today + timedelta(days=14)
        self._change(Person, UUID(life.user), calm_until=life.calm)
        return True

    def _not_mine(self, life: Life, today: date) -> bool:
        life.not_mine = not life.not_mine
        self._career(life, not_mine_at=self._at(today) if life.not_mine else None)
        return True
