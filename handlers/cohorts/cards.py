"""What somebody who is in a cohort sees of it: who is in it, the poll with one card a time, and the day itself."""

from __future__ import annotations

from datetime import date, datetime

from handlers.cohorts import rules
from handlers.cohorts.looked import Look
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.visits import telling
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import cohorts, completions
from storage.cohorts import Cohort, Poll, PollTime
from storage.ids import short
from storage.people import Person

HOME = Button(msg("home-to-home"), "home")
ANSWERS = {"yes": msg("poll-yes"), "maybe": msg("poll-maybe"), "no": msg("poll-no")}


def when(turn: Turn, poll: Poll, start: datetime | None = None) -> Msg:
    """Return the day and hours of a poll's time, or of the one that it was settled on."""
    start = start or poll.start_at
    assert start is not None
    return telling.span(turn.who.network, start, poll.minutes)


def day_of(turn: Turn, poll: Poll) -> date:
    """Return the day of what a poll was settled on."""
    assert poll.start_at is not None
    return turn.who.network.local(poll.start_at).date()


def names(people: list[Person]) -> Msg:
    """Return people in one line."""
    if not people:
        return msg("cohorts-nobody")
    # One after the other, as a list is read.
    found = msg("cohorts-name", name=people[0].name)
    for one in people[1:]:
        found = msg("when-and", before=found, last=msg("cohorts-name", name=one.name))
    return found


def ended(cohort: Cohort) -> Msg:
    """Return when a cohort's course ended."""
    return msg("cohorts-ended-on", month=Era(cohort.ended_on, "month"))


def group(turn: Turn, cohort: Cohort, *says: Msg, buttons: tuple[Button, ...] = ()) -> Card:
    """Return a cohort as somebody in it sees it."""
    others = [one for one in cohorts.members(turn.here, cohort.id) if one.id != turn.person_id]
    facts = (
        Fact(msg("cohorts-fact-course"), ended(cohort)),
        Fact(msg("cohorts-fact-others"), names(others)),
    )
    return Card(given(cohort.title), facts, None, says, buttons, short(cohort.id))


def of_member(turn: Turn, cohort: Cohort, look: Look | None) -> tuple[Card, ...]:
    """Return a cohort and where its date stands, as somebody in it sees it."""
    match look.phase if look else None:
        case "open":
            assert look
            return group(turn, cohort), *asked(turn, look)
        case "closed":
            return (group(turn, cohort, msg("poll-being-settled")),)
        case "settled":
            assert look
            return (group(turn, cohort), settled(turn, look))
        case "over" if look and look.poll.start_at and not taken(turn, look.poll):
            return (group(turn, cohort), *((did(turn, look),) if _recent(turn, look) else ()))
    return (group(turn, cohort, *(() if look and look.phase == "over" else (msg("poll-not-yet"),))),)


def _recent(turn: Turn, look: Look) -> bool:
    return turn.today <= day_of(turn, look.poll) + 6 * rules.OPEN_DAYS


def asked(turn: Turn, look: Look, *, title: Msg | None = None) -> tuple[Card, ...]:
    """Return what is asked, and one card for each time."""
    return head(turn, look, title=title), *(time(turn, look, one) for one in look.times)


def head(turn: Turn, look: Look, *, title: Msg | None = None) -> Card:
    """Return what is asked of somebody, and who will see her answer."""
    poll = look.poll
    facts = [Fact(msg("poll-fact-minutes"), msg("poll-minutes", count=poll.minutes))]
    facts += [Fact(msg("poll-fact-place"), given(poll.place))] if poll.place else []
    facts.append(Fact(msg("poll-fact-closes"), msg("poll-closes", day=poll.closes_on)))
    asks = title or msg("poll-asks", title=look.cohort.title)
    return Card(asks, tuple(facts), None, (msg("poll-who-sees"),), (), short(poll.id))


def time(turn: Turn, look: Look, one: PollTime, *says: Msg) -> Card:
    """Return one of the times: what she says of it, and how many can; never who, and never who cannot."""
    hers = look.says.get(one.id, {}).get(turn.person_id)
    facts = [Fact(msg("poll-fact-yours"), ANSWERS[hers])] if hers else []
    facts.append(Fact(msg("poll-fact-can"), msg("poll-can", count=look.count(one.id, "yes"))))
    buttons = tuple(Button(label, f"poll.{key}", short(one.id)) for key, label in ANSWERS.items() if key != hers)
    return Card(when(turn, look.poll, one.start_at), tuple(facts), None, says, buttons, short(one.id))


def settled(turn: Turn, look: Look, title: Msg | None = None) -> Card:
    """Return the day that was settled, with the way into one's calendar."""
    poll = look.poll
    facts = [Fact(msg("poll-fact-when"), when(turn, poll))]
    facts += [Fact(msg("poll-fact-place"), given(poll.place))] if poll.place else []
    file = Button(msg("poll-file"), "poll.file", short(poll.id), style="primary")
    said = title or msg("poll-settled", title=look.cohort.title)
    return Card(said, tuple(facts), None, (), (file, HOME), short(poll.id))


def off(turn: Turn, look: Look) -> Card:
    """Return that a poll is off, or the day that it had."""
    poll = look.poll
    if poll.start_at is None:
        said = msg("poll-off-open", title=look.cohort.title)
        return Card(paragraphs=(said,), buttons=(HOME,), about=short(poll.id))
    out = Button(msg("poll-file-off"), "poll.file", short(poll.id), style="primary")
    said = msg("poll-off", title=look.cohort.title, when=when(turn, poll))
    return Card(paragraphs=(said,), buttons=(out, HOME), about=short(poll.id))


def out(turn: Turn, look: Look) -> Card:
    """Return that somebody is not in the cohort any more whose day is settled."""
    file = Button(msg("poll-file-off"), "poll.file", short(look.poll.id), style="primary")
    said = msg("poll-out", title=look.cohort.title, when=when(turn, look.poll))
    return Card(paragraphs=(said,), buttons=(file, HOME), about=short(look.poll.id))


def did(turn: Turn, look: Look) -> Card:
    """Return the question whether she was there; her yes is her record."""
    id = short(look.poll.id)
    buttons = (
        Button(msg("poll-took"), "poll.took", id, style="primary"),
        Button(msg("poll-missed"), "poll.missed", id),
    )
    title = msg("poll-did", day=day_of(turn, look.poll))
    return Card(title, (), None, (msg("poll-did-how"),), buttons, id)


def taken(turn: Turn, poll: Poll) -> bool:
    """Tell whether she has it in her record that she was there."""
    day = day_of(turn, poll)
    known = completions.of_person(turn.here, turn.person_id)
    return any(one.course == rules.COURSE and one.done_on == day for one in known)
