"""Processes of their own that press whatever there is about visits, each beside the others."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from handlers.kit.errors import Refusal, Stale
from handlers.visits import booking
from handlers.visits.booking import At
from storage import seats, visits
from storage.db import Here, open_database
from storage.people import Person
from storage.visits import LIVE, Visit
from tests.handlers.visits.ward import HINATA, MINAMO, TANAKA, TSUKUSHI, Ward, local

OFFICES = (TSUKUSHI, MINAMO, HINATA)
# So few that everybody wants the same.
TIMES = [local(day, hour) for day in ("2026-10-01", "2026-10-02") for hour in (9, 11, 14)]
# By whom, its name, and what is done; nothing where there is nothing to press.
Press = tuple[UUID | None, str, Callable[[At], Any] | None]


class Storm:
    """Somebody who presses whatever there is, at random."""

    def __init__(self, url: str, seed: int) -> None:
        self.ward = Ward(open_database(url))
        self.wanted = {office: self.ward.wanted(office) for office in OFFICES}
        self.draw = random.Random(seed)
        self.came: Counter[str] = Counter()

    def presses(self) -> None:
        """Press one thing; whoever comes too late is told so, and offered other times."""
        what = self.draw.choice((self.requests, self.requests, self.answers, self.answers, self.answers, self.changes))
        by, name, act = what()
        if act is None:
            return
        while not self._pressed(by, name, act):
            # As the page does where the program says 503; a deadlock of PostgreSQL's is raised.
            self.came["later"] += 1

    def _pressed(self, by: UUID | None, name: str, act: Callable[[At], Any]) -> bool:
        """Press it; tell whether it could be looked at: on SQLite whoever waits long enough is told to come again."""
        try:
            self._presses(by, name, act)
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _presses(self, by: UUID | None, name: str, act: Callable[[At], Any]) -> None:
        try:
            with self.ward.at(by) as at:
                # As every turn holds the row of whose turn it is.
                at.here.session.execute(select(Person.id).where(Person.id == by).with_for_update(key_share=True))
                act(at)
            self.came[f"{name} done"] += 1
        except Stale:
            self.came[f"{name} stale"] += 1
        except Refusal as refusal:
            self.came[f"{name} {refusal}"] += 1
            if str(refusal) == "booking-taken" and name == "request":
                self.gets_others()

    def gets_others(self) -> None:
        """Look for other times."""
        with self.ward.at() as at:
            found = booking.times(at, self.wanted[self.draw.choice(OFFICES)]).times
        self.came["others" if found else "no others"] += 1

    def requests(self) -> Press:
        """Ask for one of the few times."""
        office, start = self.draw.choice(OFFICES), self.draw.choice(TIMES)
        wanted = replace(self.wanted[office], start=start)
        return wanted.guest, "request", lambda at: booking.request(at, wanted)

    def one(self) -> tuple[Visit, list[seats.Seat]] | None:
        """Return a visit as it was just now."""
        with self.ward.database.read() as session:
            here = Here(session, self.ward.network_id)
            some = visits.in_states(here, LIVE)
            if not some:
                return None
            visit = self.draw.choice(some)
            return visit, seats.of_visit(here, visit.id, seats.HOLDING)

    def answers(self) -> Press:
        """Say yes, or sometimes no."""
        found = self.one()
        if not found or not found[1]:
            return None, "", None
        visit, seat = found[0], self.draw.choice(found[1])
        if self.draw.random() < 0.75:
            return seat.person_id, "accept", lambda at: booking.accept(at, visit.id)
        return seat.person_id, "decline", lambda at: booking.decline(at, visit.id)

    def changes(self) -> Press:
        """Move, swap or take off."""
        found = self.one()
        if not found:
            return None, "", None
        visit, some = found
        centre, start = self.ward.ids[TANAKA], self.draw.choice(TIMES)
        match self.draw.choice(("move", "swap", "cancel", "move")):
            case "move":
                return visit.guest_id, "move", lambda at: booking.move(at, visit.id, start + timedelta(minutes=30))
            case "swap" if some:
                out = self.draw.choice(some).person_id
                return centre, "swap", lambda at: booking.swap(at, visit.id, out)
        return visit.guest_id, "cancel", lambda at: booking.cancel(at, visit.id)


def press(url: str, seed: int, count: int) -> None:
    """Wait for the others, press so often, and say what became of it."""
    storm = Storm(url, seed)
    print("ready", flush=True)
    # No more than one's own word: the others read from here too.
    os.read(sys.stdin.fileno(), len("go\n"))
    for _ in range(count):
        storm.presses()
    print(json.dumps(storm.came), flush=True)


def main() -> None:
    """Be several processes, which have nothing in common but what was imported; fail where one of them does."""
    url, count, *seeds = sys.argv[1:]
    started = []
    for seed in seeds:
        if pid := os.fork():
            started.append(pid)
            continue
        code = 1
        try:
            press(url, int(seed), int(count))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    while started:
        pid, status = os.wait()
        started.remove(pid)
        if status:
            # Nobody waits for one that will never come.
            for other in started:
                os.kill(other, signal.SIGKILL)
            sys.exit(1)


if __name__ == "__main__":
    main()
