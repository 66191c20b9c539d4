"""Somebody's trainings in the file that she can read: what was done, what she said of it, and what only she knows."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from handlers.kit.turn import Turn
from handlers.mydata.collect import Found, Row
from handlers.mydata.said import line
from handlers.runs.mine import SAID
from handlers.training import ahead, known
from handlers.training.forms import PARTS
from messages.eras import Era
from messages.ladder import ladder
from messages.words import Msg, given, msg
from storage import applications, cohorts, runs

Lines = Iterator[Msg]


def lines(turn: Turn, found: Found) -> Lines:
    """Give her record, her choices, her applications, and the numbers and ticks that nobody else can read."""
    for part in (_done, _taught, _career, _moved, _applied, _asked, _groups, _months, _ticks, _rest):
        yield from part(turn, found)


def _hers(found: Found, table: str) -> list[Row]:
    """Return the rows about her: of some tables those too that she has entered for others are given."""
    return [row for row in found.rows(table) if row.get("person_id")]


def _done(turn: Turn, found: Found) -> Lines:
    hers = known.of(turn)
    for row in sorted(_hers(found, "completions"), key=lambda row: row["done_on"]):
        done = msg("export-training-done", day=Era(row["done_on"], row["exactly"]))
        yield line(ahead.course_name(hers, row["course"]), done)


def _taught(turn: Turn, found: Found) -> Lines:
    hers = known.of(turn)
    for row in sorted(found.rows("teachings"), key=lambda row: row["taught_on"]):
        part, day = PARTS.get(row["part"], given(row["part"])), Era(row["taught_on"], row["exactly"])
        yield line(ahead.course_name(hers, row["course"]), msg("training-taught", part=part, day=day))


def _career(turn: Turn, found: Found) -> Lines:
    for row in _hers(found, "careers"):
        if row["practice_on"]:
            since = msg("training-since", day=Era(row["practice_on"], row["exactly"]))
            yield line(msg("training-practice-since"), since)
        if row["not_mine_at"]:
            yield line(msg("export-training-deadlines"), msg("training-not-mine"))
        if row["hushed_at"]:
            yield line(msg("export-training-asking"), msg("training-hush"))
        if row["confirmed_on"]:
            yield line(msg("export-training-looked"), msg("training-one", day=Era(row["confirmed_on"])))
        tells = msg("training-manager-yes") if row["tells_manager"] else msg("training-manager-no")
        yield line(msg("export-training-manager"), tells)
        for what, on in ((msg("rhythms-cases"), row["cases"]), (msg("rhythms-months"), row["months"])):
            yield line(what, msg("rhythms-on") if on else msg("rhythms-off"))


def _moved(_turn: Turn, found: Found) -> Lines:
    for row in sorted(_hers(found, "extensions"), key=lambda row: row["instead_of"]):
        before, after = Era(row["instead_of"]), Era(row["moved_to"])
        issuer, reason = row["issuer"], row["reason"]
        yield line(msg("why-moved"), msg("why-moved-to", before=before, after=after, issuer=issuer, reason=reason))


def _applied(turn: Turn, _found: Found) -> Lines:
    for one in applications.of_people(turn.here, [turn.person_id]):
        yield line(_run(turn, one.run_id), SAID[one.state])


def _asked(turn: Turn, _found: Found) -> Lines:
    for one in applications.requests_of(turn.here, turn.person_id):
        yield line(_run(turn, one.run_id), msg("export-training-ward", state=one.state))


def _run(turn: Turn, id: UUID) -> Msg:
    run = runs.get(turn.here, id)
    assert run is not None
    return msg("export-training-run", title=run.title, day=Era(run.opens_on))


def _groups(turn: Turn, found: Found) -> Lines:
    for one in cohorts.of_person(turn.here, turn.person_id):
        yield line(msg("cohorts-title"), given(one.title))
    if votes := found.rows("poll_votes"):
        yield line(msg("export-training-votes"), msg("export-count", count=len(votes)))


def _months(_turn: Turn, found: Found) -> Lines:
    for row in sorted(found.rows("months"), key=lambda row: row["first_day"]):
        numbers = msg("rhythms-number", count=row["planned"])
        if row["left"] is not None:
            numbers = msg("rhythms-numbers", count=row["planned"], left=row["left"])
        yield line(msg("export-training-month", month=Era(row["first_day"], "month")), numbers)


def _ticks(turn: Turn, found: Found) -> Lines:
    holds = ladder(turn.who.network.ladder)
    for row in found.rows("ticks"):
        role = holds.role(row["item"])
        yield line(msg("export-training-role"), given(role.text) if role else msg("export-training-role-gone"))


def _rest(_turn: Turn, found: Found) -> Lines:
    if several := found.rows("nudges"):
        yield line(msg("export-training-nudges"), msg("export-count", count=len(several)))
    if waits := _hers(found, "awaited"):
        yield line(msg("export-training-awaited"), msg("export-count", count=len(waits)))
