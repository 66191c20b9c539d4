"""What is decided in one transaction before a notice is sent: to whom, where, how, and whether at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot import letters
from bot.faces.face import Face, Told
from bot.turns import Turns
from handlers.kit import days
from handlers.kit.turn import Turn
from handlers.morning import LETTER
from storage import accounts, leases, outbox
from storage.accounts import Account
from storage.claims import OnLeave
from storage.db import Here, Link, session_on
from storage.outbox import Notice


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice on its way: the face and user, what is shown, and until when it is ours to show."""

    face: Face
    account: UUID
    user_id: str
    told: Told
    until: datetime


class Readying:
    """Prepares claimed notices; what needs no sending is settled at once."""

    def __init__(self, turns: Turns, faces: Mapping[str, Face]) -> None:
        self._turns = turns
        self._faces = faces
        self.kinds, self.calm = letters.by_letter(turns.house), letters.calm_of(turns.house)
        self.on_leave = OnLeave(LETTER, self.calm.away)

    def prepare(self, link: Link, notice: Notice) -> Ready | None:
        """Return what is to be sent now; None when the notice has been settled, put off, or lost to somebody else."""
        now = self._turns.clock.now()
        # Into a letter that somebody else has settled nothing may go: no other letter would bring it.
        return self._prepare(link, notice, now) if outbox.holds(link, notice, now) else None

    def _prepare(self, link: Link, notice: Notice, now: datetime) -> Ready | None:
        account, reason = self._account(link, notice)
        if self._is_in_doubt(notice):
            if not self._repeats(notice):
                outbox.settle(link, notice, "ambiguous", now, doubtful=True)
                return None
            notice = dataclasses.replace(notice, doubtful=True)
        if account is None:
            outbox.settle(link, notice, "dead", now, reason=reason, doubtful=notice.doubtful)
            return None
        face = self._faces[account.platform]
        with self._turns.looking(link, account.platform, account.user_id, face.traits) as turn:
            later = self._put_off(turn, notice)
            over = notice.kind == LETTER and not letters.is_todays(turn, notice)
            stands = notice.kind == LETTER and self._stands_on(face, notice)
            carried: list[Notice] = []
            told = None
            if later is None and (stands or not over):
                # Into a letter that may stand there nothing new comes: nobody would be told of it.
                kinds = frozenset[str]() if stands else self.kinds
                carried = letters.fill(link, turn, notice, kinds, self.calm) if notice.kind == LETTER else []
                # What was written while looking stays: the letter carries it from here on.
                turn.here.session.commit()
                told = self._turns.render(turn, notice)
        # Only now: what else is written while looking is taken back with the look's savepoint.
        if later is not None:
            outbox.put_off(link, notice, later)
            return None
        if told is None:
            # What a letter carried whose day is over waits again: the next letter brings it.
            outbox.settle(link, notice, "moot", now)
            return None
        if not outbox.begin(link, notice, face.platform, told.at):
            return None
        again = not face.repeatable and (notice.doubtful or any(one.doubtful for one in carried))
        perhaps = notice.doubtful or notice.begun_at is not None
        told = dataclasses.replace(told, again=again, perhaps=perhaps, over=over, letter=notice.kind == LETTER)
        return Ready(face, account.id, account.user_id, told, leases.until(told.at))

    def _account(self, link: Link, notice: Notice) -> tuple[Account | None, str]:
        with session_on(link) as session:
            here = Here(session, notice.network_id)
            owned = accounts.of_person(here, notice.person_id)
            wanted = accounts.preferred_face(here, notice.person_id)
        # The faces stand in the order in which they reach people: a telephone before a page that may be closed.
        order = [wanted, *self._faces] if wanted in self._faces else list(self._faces)
        # Of several on one platform the newest that is reached.
        here_now = [account for name in order for account in reversed(owned) if account.platform == name]
        reached = next((account for account in here_now if not account.stopped_at), None)
        why = next((account.stopped_why for account in here_now if account.stopped_at), None)
        return reached, "" if reached else why or "no_account"

    def _is_in_doubt(self, notice: Notice) -> bool:
        before = self._faces.get(notice.platform or "")
        # A face that is no more cannot be asked either.
        return notice.begun_at is not None and not (before and before.repeatable)

    def _stands_on(self, face: Face, notice: Notice) -> bool:
        # Where it may have been shown, it keeps its id: in another letter it would stand there twice.
        begun = notice.begun_at is not None or notice.doubtful
        return face.repeatable and begun and notice.platform == face.platform

    def _repeats(self, notice: Notice) -> bool:
        kind = self._turns.house.notice(notice.kind)
        return kind is None or kind.repeats

    def _put_off(self, turn: Turn, notice: Notice) -> datetime | None:
        kind, person = turn.house.notice(notice.kind), turn.who.person
        network = turn.who.network
        local, closed = network.local(turn.now), network.closed_days
        on_leave = person.away_since and not (notice.kind == LETTER and self.calm.away)
        if on_leave or person.state != "here":
            # Her leave, or a pause, has begun since the claim; the next one passes her by.
            return turn.now
        if person.calm_until and kind and letters.rests(kind):
            return letters.after_calm(turn)
        if kind is None or kind.pace != "soon" or (person.after_hours != "morning" and turn.traits.silent):
            return None
        if days.rings(local, person.hours_from, person.hours_until, closed):
            return None
        return days.next_hours(local, person.hours_from, closed)
