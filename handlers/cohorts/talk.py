"""集まり: somebody sees her cohort, says when she can, takes the day into her calendar, and says that she was there."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from handlers.cohorts import cards, looked, notices, rules
from handlers.cohorts.looked import Look
from handlers.kit.cards import PEOPLE, Button, Card, File
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.visits.calendar import Entry, to_ics
from messages.words import msg
from storage import cohorts, completions, letters, outbox, polls, stirring
from storage.cohorts import PollTime
from storage.ids import short, unshort


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the cohorts in which she is, and what is asked of her there."""
    found = cohorts.of_person(turn.here, turn.person_id)
    shown = [card for one in found for card in cards.of_member(turn, one, looked.of_cohort(turn, one))]
    if not shown:
        nothing = Card(title=msg("cohorts-mine"), paragraphs=(msg("cohorts-none-mine"),), buttons=(cards.HOME,))
        return Reply(cards=(nothing,))
    return Reply(cards=tuple(shown))


def is_in_one(turn: Turn) -> bool:
    """Tell whether somebody is in a cohort."""
    return bool(cohorts.of_person(turn.here, turn.person_id))


def _stale(turn: Turn, why: str) -> Stale:
    """Return what is raised for an old button: how her cohorts stand is shown, where she is in one."""
    return Stale(why, shows=show(turn).cards if is_in_one(turn) else ())


def _time(turn: Turn, id: str) -> tuple[Look, PollTime]:
    """Return the time of a button and its poll, which is open and hers; raises Stale."""
    one = polls.time(turn.here, unshort(id)) if id else None
    found = looked.mine(turn, one.poll_id) if one else None
    if one is None or found is None or found.phase != "open":
        raise _stale(turn, "poll")
    return found, one


def vote(turn: Turn, id: str, *, says: str) -> Reply:
    """Keep what she says of a time; she can say something else until the poll closes. Raises Stale."""
    turn.here.alone()
    found, one = _time(turn, id)
    polls.vote(turn.here, one.id, turn.person_id, says, turn.now)
    after = looked.mine(turn, found.poll.id)
    assert after
    if left := after.unanswered(turn.person_id):
        said = msg("poll-more", count=len(left))
    else:
        said = msg("poll-thanks", day=found.poll.closes_on)
        for kind in (notices.ASKS, notices.REMIND):
            outbox.close(turn.here, turn.person_id, kind, notices.subject(found.poll, kind), turn.now)
    return Reply(cards=(cards.time(turn, after, one, said),))


def file(turn: Turn, id: str) -> Reply:
    """Hand over the day for her calendar as it stands now: the entry, or what takes it out again. Raises Stale."""
    found = looked.look(turn, unshort(id)) if id else None
    if found is None or found.poll.start_at is None or not _had(turn, found):
        raise _stale(turn, "file")
    off = found.phase == "off" or not found.has(turn.person_id)
    card = Card(
        title=msg("poll-file-off") if off else msg("poll-file-title"),
        paragraphs=(msg("poll-file-off-how") if off else msg("poll-file-how"),),
        file=file_of(turn, found, off=off),
        buttons=(cards.HOME,),
        about=short(found.poll.id),
    )
    return Reply(cards=(card,))


def _had(turn: Turn, found: Look) -> bool:
    gone = rules.subject_of(found.poll.id, f"out {turn.person_id}")
    return found.has(turn.person_id) or gone in letters.posted(turn.here, notices.OFF, [gone])


def file_of(turn: Turn, found: Look, *, off: bool) -> File:
    """Return the file of a poll that has a time: the id stays, and what has changed has the larger number.

    Who comes off, or in again, has the same number and a later stamp: of two such the later holds (RFC 5546, 2.1.5).
    """
    poll = found.poll
    start = poll.start_at
    assert start is not None
    title = turn.words.say(msg("paper-group", title=found.cohort.title))
    end = start + timedelta(minutes=poll.minutes)
    entry = Entry(f"{poll.id}@idobata", poll.version, title, poll.place, start, end, turn.now, off)
    return File(
        name=msg("poll-file-name", day=f"{turn.who.network.local(start):%Y%m%d}"),
        says=msg("poll-file-says", when=cards.when(turn, poll)),
        makes={"ics": partial(to_ics, entry)},
    )


def _afterwards(turn: Turn, id: str) -> Look:
    found = looked.mine(turn, unshort(id)) if id else None
    if found is None or found.phase != "over":
        raise _stale(turn, "did")
    return found


def took(turn: Turn, id: str) -> Reply:
    """Put it in her record that she was there: once, however often she says so. Raises Stale."""
    found = _afterwards(turn, id)
    day = cards.day_of(turn, found.poll)
    completions.add(turn.here, turn.person_id, rules.COURSE, day, "day", turn.person_id, turn.now)
    _close(turn, found)
    buttons = (Button(msg("training-hub-back"), "training"), cards.HOME)
    return Reply(cards=(Card(paragraphs=(msg("poll-took-done", day=day),), buttons=buttons, about=id),))


def missed(turn: Turn, id: str) -> Reply:
    """Take it that she was not there; nobody is told, and nobody asks why. Raises Stale."""
    found = _afterwards(turn, id)
    _close(turn, found)
    buttons = (PEOPLE, cards.HOME)
    return Reply(cards=(Card(paragraphs=(msg("poll-missed-fine"),), buttons=buttons, about=id),))


def _close(turn: Turn, found: Look) -> None:
    subject = notices.subject(found.poll, notices.DID)
    outbox.close(turn.here, turn.person_id, notices.DID, subject, turn.now)


CONVERSATION = Conversation(
    name="cohorts",
    doors=lambda _turn: (),
    verbs={
        "cohorts": show,
        **{f"poll.{says}": partial(vote, says=says) for says in polls.SAYS},
        "poll.file": file,
        "poll.took": took,
        "poll.missed": missed,
    },
    typed={"cohorts-word": "cohorts"},
    notices=notices.NOTICES,
    plan=notices.plan,
    takes_up=stirring.POLLS,
)
