"""まとめ: inside 朝の1通, what she may know and what was answered; or each question of hers at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handlers.kit import days
from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from handlers.questions import lists, looked, thread
from handlers.questions import rules as well
from handlers.reach import rules, whom
from messages.words import msg
from storage import asked, board, digests, letters, outbox, people, questions
from storage.db import Here
from storage.ids import short
from storage.networks import Network
from storage.people import Person
from storage.questions import Question

KIND, NEW = "reach.digest", "reach.new"
# Three of each: what does not fit is on the board, and nobody reads the ninth thing of a morning.
MOST = 3
# Of so many that wait, the newest, she is told those that she may know.
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Digest:
    """What one まとめ tells: questions that she may know, and others that have been answered."""

    waiting: list[Question]
    answered: list[Question]


def plan(here: Here, network: Network, now: datetime) -> None:
    """Post the まとめ of everybody whose hour has come; for whom there is nothing this day or week is over."""
    local, closed = network.local(now), network.closed_days
    due = {rhythm: rules.digest_day(rhythm, local.date(), closed) for rhythm in rules.BACK}
    since = {rhythm: day for rhythm, day in due.items() if day}
    if not since or _quiet(here, now):
        return
    in_time = [
        (person, rules.digest_of(person.id, person.rhythm, since[person.rhythm]))
        for person in digests.people_of(here, list(since))
        # After quiet weeks the first one tells of all of them.
        if person.calm_until is None and days.is_letter_time(local, person.morning_at, person.hours_until, closed)
    ]
    done = letters.posted(here, KIND, [subject for _, subject in in_time])
    for person, subject in in_time:
        if subject not in done:
            # However late it is planned, it tells how things stood at her hour.
            until = network.midnight(local.date()) + timedelta(minutes=person.morning_at)
            outbox.post(here, person.id, KIND, subject, until)
            found = of_person(here, person, until)
            if not (found.waiting or found.answered):
                outbox.close(here, person.id, KIND, subject, now)


def _quiet(here: Here, now: datetime) -> bool:
    # Most mornings of most networks: nothing is read for anybody.
    nobody, back = UUID(int=0), now - 2 * max(rules.BACK.values())
    waits = board.unanswered(here, well.audiences(well.CHIEFS), nobody, None, 1)
    return not waits and not digests.answered(here, well.audiences(well.CHIEFS), nobody, back, now, 1)


def of_person(here: Here, person: Person, until: datetime) -> Digest:
    """Return what the まとめ of a person tells that is due at a moment."""
    audiences = well.audiences(people.roles_of(here, person.id))
    known = set(asked.known(here, person.id))
    found = board.unanswered(here, audiences, person.id, None, LOOKED_AT)
    waiting = [one for one in found if one.asked_at <= until and one.kind != "record"]
    if known:
        waiting = [one for one in waiting if not known.isdisjoint(whom.about(here, one))]
    # What she was asked directly she has before her, or cannot answer.
    waiting = [one for one in waiting if asked.of_person(here, one.id, person.id) is None][:MOST]
    back = rules.BACK.get(person.rhythm, rules.WEEK)
    since = letters.last_due(here, person.id, KIND, until) or until - back
    return Digest(waiting, digests.answered(here, audiences, person.id, since, until, MOST))


def cards(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the まとめ as things stand now; None where there is nothing (any more), or she wants none."""
    until = letters.due_at(turn.here, turn.person_id, KIND, subject)
    if until is None or turn.who.person.rhythm not in rules.BACK:
        return None
    found = of_person(turn.here, turn.who.person, until)
    if not (found.waiting or found.answered):
        return None
    # One card: each line says by itself whether it waits or is answered.
    title, ways = msg("reach-rhythm"), (lists.well(), Button(msg("reach-change-rhythm"), "reach.rhythms"))
    return (lists.card(turn, title, [*found.waiting, *found.answered], "well.older", title, *ways),)


def announce(here: Here, question: Question, now: datetime) -> None:
    """Tell a new question at once to who wants that and may know; not to who is asked directly."""
    about = set(whom.about(here, question))
    but = {question.asker_id, *(row.person_id for row in asked.of_question(here, question.id))}
    to = []
    for person in digests.people_of(here, ["now"]):
        known = set(asked.known(here, person.id))
        sees = well.sees(people.roles_of(here, person.id), question.audience)
        if person.id not in but and sees and (not known or known & about):
            to.append((person.id, question.id))
    outbox.post_all(here, NEW, now, to)


def new(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Show a new question; None where it is answered or gone, or she wants to hear of none."""
    question = questions.get(turn.here, subject)
    if question is None or not looked.readable(turn, question) or question.state != questions.OPEN:
        return None
    if turn.who.person.rhythm != "now" or board.answer_counts(turn.here, [question.id]):
        return None
    answer = Button(msg("reach-answer"), "answer", short(question.id), style="primary")
    rhythm = Button(msg("reach-change-rhythm"), "reach.rhythms")
    return (thread.question_card(turn, question, answer, rhythm),)
