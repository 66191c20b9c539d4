"""What is said unasked of runs: one that somebody goes to has changed, and how the ward has answered."""

from __future__ import annotations

from uuid import UUID, uuid5

from handlers.desk.rules import ROLE
from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from handlers.runs import mine
from handlers.runs.said import titled_for
from messages.words import msg
from storage import applications, outbox, people, runs
from storage.applications import Recommendation
from storage.ids import short
from storage.runs import CourseRun

Told = tuple[Card, ...] | None
CHANGED, ASKED, DECIDED = "run.changed", "runs.asked", "run.decided"
# Who has said one of these goes there, or hopes to.
GOES = ("applied", "accepted")


def of_version(run: CourseRun) -> UUID:
    """Return the subject of what is told of a run as it is now."""
    return uuid5(run.id, f"version {run.version}")


def of_request(asked: Recommendation) -> UUID:
    """Return the subject of what coordinators are told of a request as it was made."""
    return uuid5(asked.id, asked.asked_at.isoformat())


def of_answer(decided: Recommendation) -> UUID | None:
    """Return the subject of what the person is told of the newest answer; None while there is none."""
    return uuid5(decided.id, decided.decided_at.isoformat()) if decided.decided_at else None


def tell_changed(turn: Turn, run: CourseRun) -> bool:
    """Tell whoever has applied that a run is another one now, the newest of several changes; False where nobody has."""
    ids = [said.person_id for said in applications.of_run(turn.here, run.id) if said.state in GOES]
    belong = people.belonging(turn.here, ids)
    outbox.post_all(turn.here, CHANGED, turn.now, [(id, of_version(run)) for id in ids if id in belong])
    return bool(belong)


def told_changed(turn: Turn, subject: UUID) -> Told:
    """Show a run that has changed to who goes there; None where it has changed again since."""
    for said in applications.of_people(turn.here, [turn.person_id]):
        run = runs.get(turn.here, said.run_id) if said.state in GOES else None
        if run is not None and of_version(run) == subject:
            named = titled_for(turn, run)
            title = msg("runs-told-off", title=named) if run.off_at else msg("runs-told-changed", title=named)
            return (mine.card(turn, run, title),)
    return None


def tell_asked(turn: Turn, asked: Recommendation) -> None:
    """Let the coordinators' next letter name a request."""
    coordinators = people.with_role(turn.here, ROLE)
    to = [(id, of_request(asked)) for id in coordinators if id in people.belonging(turn.here, coordinators)]
    outbox.post_all(turn.here, ASKED, turn.now, to)


def told_asked(turn: Turn, subject: UUID) -> Told:
    """Name a request to a coordinator; None where it is answered or withdrawn."""
    if ROLE not in turn.roles:
        return None
    for one in applications.recommendations(turn.here):
        if one.state == "asked" and of_request(one) == subject:
            person, run = people.get(turn.here, one.person_id), runs.get(turn.here, one.run_id)
            if person is None or run is None or run.off_at:
                return None
            look = Button(msg("runs-asked-look"), "runs.asked_one", short(one.id))
            says = msg("runs-told-asked", name=person.name, title=titled_for(turn, run))
            return (Card(paragraphs=(says,), buttons=(look,), about=short(one.id)),)
    return None


def tell_decided(turn: Turn, decided: Recommendation) -> None:
    """Tell somebody how the ward has answered; of several answers the newest is told."""
    if subject := of_answer(decided):
        outbox.post_all(turn.here, DECIDED, turn.now, [(decided.person_id, subject)])


def told_decided(turn: Turn, subject: UUID) -> Told:
    """Tell the person how the ward has answered; None where that was taken back."""
    for one in applications.requests_of(turn.here, turn.person_id):
        if of_answer(one) == subject:
            run = runs.get(turn.here, one.run_id)
            says = mine.answer(turn, one)
            if run is None or run.off_at or not says:
                return None
            see = Button(msg("runs-look-again"), "run", short(run.id))
            return (Card(title=titled_for(turn, run), paragraphs=says, buttons=(see,), about=short(run.id)),)
    return None
