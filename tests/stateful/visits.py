"""The booking machine: offices, hosts, the centre and the clock, beside a plain calendar that knows who is where."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import delete, select

from bot.app import open_stores
from handlers.kit.errors import BotError, Refusal, Stale
from handlers.visits import booking, rules
from storage import cells, people, seats, visit_steps, visits
from storage.cells import Cell
from storage.hosts import Week
from storage.outbox import outbox
from storage.seats import ASKED, COMES, DECLINED, HOLDING, SILENT, Seat
from storage.visits import DESK, LIVE, OFFERED, SETTLED, Visit
from tests.disk import memory
from tests.handlers.visits.ward import HINATA, MINAMO, SUZUKI, TANAKA, TSUKUSHI, Ward, local
from tests.stateful.calendar import CHIEFS, HOSTS, STAFF, THIRD, Calendar, whole
from tests.world import settings_for

OFFICES = (TSUKUSHI, MINAMO, HINATA)
numbers = itertools.count()
DAYS = ("2026-09-28", "2026-09-29", "2026-09-30")
# Few times, near one another, so that everything meets: also over lunch, after hours and between two quarters.
starts = st.builds(
    lambda day, hour, minute: local(day, hour, minute),
    st.sampled_from(DAYS),
    st.sampled_from((9, 10, 11, 13, 14, 16)),
    st.sampled_from((0, 15, 40)),
)
hosts, places = st.sampled_from(HOSTS), st.integers(0, 5)


class Booking(RuleBasedStateMachine):
    """The demo network with one more chief; every step is looked at in the rows and against a plain calendar."""

    backend = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="idobata-booking-", dir=memory()))
        self.stores = open_stores(settings_for(self.folder / f"var{next(numbers)}", self.backend))
        with self.stores.database.write() as session:
            session.execute(delete(Week))
        self.ward = Ward(self.stores.database)
        self.ward.add(THIRD, "相談室 こかげ", "chief")
        self.ward.hours(*HOSTS)
        self.ward.set(own_house="allow")
        self.calendar = Calendar(self.ward)
        # What each has agreed to, at her own press, and has not been let go of since.
        self.yes: set[tuple[UUID, UUID, datetime]] = set()
        self.guests = {office: self.ward.guest(office) for office in OFFICES}
        self.asked: list[UUID] = []
        self.gone: set[UUID] = set()
        # Who has said no to which visit at which time.
        self.refused: set[tuple[UUID, UUID, datetime]] = set()
        self.versions: dict[UUID, tuple[int, int]] = {}

    def teardown(self) -> None:
        """When the days to answer are over nothing waits for anybody but the centre."""
        self.passes(24 * 60)
        assert [one for one in self.rows() if one.state in ("asked", OFFERED) or one.moving_to] == []
        self.stores.database.dispose()
        self.stores.keys.engine.dispose()
        shutil.rmtree(self.folder)

    # What is looked at.

    def rows(self) -> list[Visit]:
        """Return all visits."""
        with self.ward.at() as at:
            return list(at.here.session.scalars(select(Visit).order_by(Visit.id)))

    def does(self, by: UUID | str | None, what: Callable[[booking.At], object]) -> BotError | None:
        """Do something; what is refused has changed nothing."""
        before = self.everything()
        try:
            with self.ward.at(by) as at:
                what(at)
        except (Refusal, Stale) as error:
            assert self.everything() == before
            return error
        return None

    def everything(self) -> list[tuple[object, ...]]:
        """Return all that is kept of visits."""
        with self.ward.at() as at:
            tables = (Visit.__table__, Seat.__table__, Cell.__table__, outbox)
            return sorted((tuple(row) for table in tables for row in at.here.session.execute(table.select())), key=repr)

    def one(self, place: int, *states: str) -> Visit | None:
        """Return one of the visits in some states."""
        some = [visit for visit in self.rows() if visit.state in (states or LIVE)]
        return some[place % len(some)] if some else None

    def seat(self, visit: Visit, place: int) -> Seat | None:
        """Return somebody who is asked or comes."""
        with self.ward.at() as at:
            some = seats.of_visit(at.here, visit.id, HOLDING)
        return some[place % len(some)] if some else None

    # What people do.

    @rule(office=st.sampled_from(OFFICES), start=starts, way=st.sampled_from(("visit", "online")), not_her=hosts)
    def requests(self, office: str, start: datetime, way: str, not_her: str) -> None:
        """An office asks: a pair is asked exactly where a plain search finds two who are free."""
        guest = self.guests[office]
        wanted = self.ward.wanted(office, start, way=way, guest=guest, unwanted=[self.ward.ids[not_her]])
        busy = any(one.meets(*whole(start, 60)) for one in self.calendar.held().get(self.ward.ids[office], ()))
        no = {self.ward.ids[not_her], guest} | self.gone
        pools = [pool - no for pool in self.calendar.free(start, 30 if way == "visit" else 0)]
        in_time = start > self.ward.now and start.date() >= rules.working_after(self.ward.now.date(), 3)
        error = self.does(guest, lambda at: self.asked.append(booking.request(at, wanted).id))
        assert (error is None) == (all(pools) and not busy and in_time), (error, pools, busy, in_time)

    @rule(office=st.sampled_from(OFFICES))
    def requests_any_day(self, office: str) -> None:
        """An office leaves the day to the centre."""
        wanted = self.ward.wanted(office, guest=self.guests[office])
        assert self.does(wanted.guest, lambda at: self.asked.append(booking.request(at, wanted).id)) is None

    @rule(place=places, seat=places)
    def accepts(self, place: int, seat: int) -> None:
        """A host says yes."""
        if (visit := self.one(place)) and (one := self.seat(visit, seat)):
            done = self.does(one.person_id, lambda at: booking.accept(at, visit.id)) is None
            self.agrees(visit, [one.person_id] * done, visit.moving_to or visit.start_at)

    def agrees(self, visit: Visit, who: list[UUID], start: datetime | None) -> None:
        """Note that some have agreed to a time."""
        self.yes |= {(visit.id, one, start) for one in who if start}

    @rule(place=places, seat=places, another=st.booleans())
    def declines(self, place: int, seat: int, another: bool) -> None:
        """A host says no: the next one is asked exactly where a plain search finds somebody who has not said no."""
        visit = self.one(place)
        one = self.seat(visit, seat) if visit else None
        if visit is None or one is None:
            return
        moving, start = visit.moving_to, visit.start_at
        pool = CHIEFS if one.pool == seats.CHIEF else STAFF
        with self.ward.at() as at:
            beside = {other.person_id for other in seats.of_visit(at.here, visit.id, HOLDING)}
            unwanted = seats.unwanted(at.here, visit.id)
        error = self.does(one.person_id, lambda at: booking.decline(at, visit.id, another=another))
        if error or moving or start is None or visit.state == OFFERED:
            return
        self.refused.add((visit.id, one.person_id, start))
        said_no = {who for id, who, at_ in self.refused if id == visit.id and at_ == start} | beside | unwanted
        now = self.ward.visit(visit.id)
        asked = set(self.ward.asked(visit.id))
        free = self.free_for(visit, start, pool) - said_no - {visit.guest_id}
        new = {self.ward.ids[name] for name in asked} - beside
        if now.state == visit.state and len(self.seats_of(visit.id)) == len(beside):
            assert len(new) == 1
        else:
            assert not (free - self.never(visit.id)), "somebody was free"

    def never(self, visit: UUID) -> set[UUID]:
        """Return who has said that somebody else is to go, whatever the time, or was silent.

        It holds until she comes after all, also where the centre has asked her once more and let her go again.
        """
        with self.ward.at() as at:
            no = [one for one in seats.of_visit(at.here, visit) if one.state not in HOLDING]
            return {one.person_id for one in no if one.state == SILENT or one.reason == seats.ANOTHER}

    def seats_of(self, visit: UUID) -> list[Seat]:
        """Return who is asked or comes."""
        with self.ward.at() as at:
            return seats.of_visit(at.here, visit, HOLDING)

    def free_for(self, visit: Visit, start: datetime, pool: tuple[str, ...]) -> set[UUID]:
        """Return who of a pool would be free for a visit."""
        return self.calendar.free(start, visit.buffer)[0 if pool is CHIEFS else 1] - self.gone

    @rule(place=places, seat=places, start=starts)
    def proposes(self, place: int, seat: int, start: datetime) -> None:
        """A host offers another time."""
        if (visit := self.one(place)) and (one := self.seat(visit, seat)):
            done = self.does(one.person_id, lambda at: booking.propose(at, visit.id, start)) is None
            self.agrees(visit, [one.person_id] * done, start)

    @rule(place=places, which=places)
    def chooses(self, place: int, which: int) -> None:
        """The office takes one of the times that lie with it."""
        if (visit := self.one(place)) and (times := visit.times.split()):
            start = datetime.fromisoformat(times[which % len(times)])
            self.does(visit.guest_id, lambda at: booking.choose(at, visit.id, start))

    @rule(place=places, start=starts)
    def fits(self, place: int, start: datetime) -> None:
        """The centre finds a time."""
        if visit := self.one(place, DESK, OFFERED):
            self.does(TANAKA, lambda at: booking.choose(at, visit.id, start))

    @rule(place=places, start=starts, by=st.sampled_from(("guest", "centre", "host")))
    def moves(self, place: int, start: datetime, by: str) -> None:
        """Somebody moves a visit."""
        if visit := self.one(place):
            seat = self.seat(visit, place)
            host = seat.person_id if seat else None
            who: UUID | str | None = {"guest": visit.guest_id, "host": host}.get(by, TANAKA)
            # Of the centre too: who moves what is settled, and comes herself, has agreed by that.
            centre = self.ward.ids[TANAKA]
            came = {one.person_id for one in self.seats_of(visit.id) if one.state == COMES and visit.state == SETTLED}
            done = self.does(who, lambda at: booking.move(at, visit.id, start)) is None
            self.agrees(visit, [host] if host and done and by == "host" else [], start)
            self.agrees(visit, [centre] if centre in came and done and who == TANAKA else [], start)

    @rule(place=places, seat=places, instead=st.none() | hosts)
    def swaps(self, place: int, seat: int, instead: str | None) -> None:
        """The centre replaces a host."""
        if (visit := self.one(place)) and (one := self.seat(visit, seat)):
            who = self.ward.ids[instead] if instead else None
            self.does(TANAKA, lambda at: booking.swap(at, visit.id, one.person_id, who))

    @rule(place=places, start=starts, who=st.sets(hosts, min_size=1, max_size=2), agreed=st.booleans())
    def assigns(self, place: int, start: datetime, who: set[str], agreed: bool) -> None:
        """The centre sets time and hosts."""
        if visit := self.one(place):
            chosen = sorted(self.ward.ids[name] for name in who)
            error = self.does(TANAKA, lambda at: booking.assign(at, visit.id, start, chosen, agreed=agreed))
            self.agrees(visit, chosen if agreed and error is None else [], start)
            # A host of the centre who moves it with herself among those who come has agreed.
            itself = error is None and self.ward.visit(visit.id).moving_to == start and self.ward.ids[TANAKA] in chosen
            self.agrees(visit, [self.ward.ids[TANAKA]] if itself else [], start)

    @rule(place=places, by=st.sampled_from(("guest", "centre")))
    def cancels(self, place: int, by: str) -> None:
        """Somebody takes a visit off; it is off whatever else is pressed."""
        if visit := self.one(place):
            who = visit.guest_id if by == "guest" else TANAKA
            assert self.does(who, lambda at: booking.cancel(at, visit.id)) is None
            assert isinstance(self.does(who, lambda at: booking.cancel(at, visit.id)), Stale)

    @rule(place=places)
    def leaves_the_day(self, place: int) -> None:
        """An office would rather have the centre find a day."""
        if visit := self.one(place):
            self.does(visit.guest_id, lambda at: booking.dateless(at, visit.id, "午後"))

    @rule(place=places, outcome=st.sampled_from(visits.OUTCOMES))
    def finishes(self, place: int, outcome: str) -> None:
        """A host says how it went."""
        if (visit := self.one(place, SETTLED)) and (seat := self.seat(visit, place)):
            self.does(seat.person_id, lambda at: booking.finish(at, visit.id, outcome, 60))

    @precondition(lambda self: not self.gone)
    @rule(name=st.sampled_from((THIRD, SUZUKI)))
    def a_host_leaves(self, name: str) -> None:
        """A host leaves the network."""
        self._leaves(self.ward.ids[name])
        self.gone.add(self.ward.ids[name])

    @precondition(lambda self: MINAMO in self.guests and self.guests[MINAMO])
    @rule()
    def a_guest_leaves(self) -> None:
        """The only person of an office leaves."""
        guest = self.guests[MINAMO]
        assert guest
        self._leaves(guest)
        self.guests[MINAMO] = None

    def _leaves(self, who: UUID) -> None:
        with self.ward.at() as at:
            person = people.get(at.here, who)
            assert person
            person.removed_at = self.ward.now
        self.ward.tick()

    @rule(hours=st.sampled_from((1, 5, 24, 72)))
    def passes(self, hours: int) -> None:
        """Time passes, and the clock looks; again is nothing more."""
        self.ward.later(hours=hours)
        self.ward.tick()
        before = self.everything()
        self.ward.tick()
        assert self.everything() == before

    # What is always so.

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        """No host and no office is taken twice, travel counted."""
        for who, spans in self.calendar.held().items():
            for one, other in itertools.combinations(spans, 2):
                assert one.visit == other.visit or not one.meets(other.begin, other.end), (who, one, other)

    @invariant()
    def cells_agree_with_seats(self) -> None:
        """What is held in the database is what visits and seats say, quarter by quarter."""
        expected = {
            (who, cell, one.visit)
            for who, some in self.calendar.held().items()
            for one in some
            for cell in range(cells.cell_of(one.begin), cells.cell_of(one.end))
        }
        with self.ward.at() as at:
            found = at.here.session.execute(select(Cell.taker_id, Cell.cell, Cell.visit_id)).all()
        assert {tuple(row) for row in found} == expected

    @invariant()
    def no_visit_is_lost(self) -> None:
        """Each waits for somebody, by a day; what is settled has its hosts, or the centre was told."""
        with self.ward.at() as at:
            for visit in at.here.session.scalars(select(Visit)):
                some = seats.of_visit(at.here, visit.id)
                states = Counter(one.state for one in some)
                mine = cells.of_visit(at.here, visit.id)
                if visit.state == "asked":
                    assert states[ASKED] and visit.answer_by and visit.start_at and visit.told_by
                if visit.state == OFFERED:
                    assert visit.times and visit.answer_by and visit.guest_id
                if visit.state == DESK:
                    assert visit.told_by and not mine and not states[ASKED] + states[COMES]
                if visit.state == "off":
                    assert not mine and not states[ASKED] + states[COMES] and visit.moving_to is None
                if visit.state == SETTLED:
                    assert visit.start_at and visit.settled_at
                    assert bool(visit.answer_by) >= bool(states[ASKED] or visit.moving_to)
                there = [one.pool for one in some if one.state in HOLDING]
                if visit.state == SETTLED and not set(visit.needs) <= set(there):
                    assert self._searching(at, visit.id), (there, visit.needs)

    def _searching(self, at: booking.At, visit: UUID) -> bool:
        """Tell whether the centre knows that somebody is missing, or has sent fewer itself."""
        wants = ("searching", "settled", "moved", "swapped")
        return any(one.what in wants for one in visit_steps.of_visits(at.here, [visit]))

    @invariant()
    def nobody_is_asked_who_is_not_to_be(self) -> None:
        """Not whom an office would rather not have (the centre knows what it does), nor who has left."""
        with self.ward.at() as at:
            gone = at.here.session.scalars(select(Seat.person_id).where(Seat.state.in_(HOLDING)))
            late = at.here.session.scalars(select(Visit.id).where(Visit.answer_by < self.ward.now.date()))
            assert (set(gone) & self.gone, list(late)) == (set(), [])

    @invariant()
    def nobody_comes_who_has_not_agreed(self) -> None:
        """Who comes has said so, for this time, since she was last let go."""
        with self.ward.at() as at:
            for seat in at.here.session.scalars(select(Seat)):
                hers = {one for one in self.yes if one[:2] == (seat.visit_id, seat.person_id)}
                if seat.state in (seats.RELEASED, DECLINED, SILENT) and seat.agreed_to not in {one[2] for one in hers}:
                    self.yes -= hers
                if seat.state == COMES:
                    assert (seat.visit_id, seat.person_id, seat.agreed_to) in hers

    @invariant()
    def versions_grow(self) -> None:
        """A button knows whether it is of now; a calendar's entry only ever grows."""
        for visit in self.rows():
            before = self.versions.get(visit.id, (0, 0))
            assert (visit.version, visit.edition) >= before
            self.versions[visit.id] = visit.version, visit.edition
