"""これまでの道: a plain list, complete by itself; from there the picture, and the roles that one ticks oneself."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.ladder import picture, roles, said, way
from handlers.ladder.bands import Since, since
from handlers.ladder.way import Step
from handlers.training import duty
from handlers.training import known as known_of
from handlers.training.ahead import has_deadline
from handlers.training.known import Known
from messages.courses import INITIAL
from messages.ladder import Ladder, ladder
from messages.words import Msg, msg
from storage import applications, completions, runs
from storage.runs import CourseRun

# So many steps are on one card; who has more leafs back.
PAGE = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at: her record, the steps behind her and ahead, and from when her years count."""

    known: Known
    past: list[Step]
    ahead: list[Step]
    ladder: Ladder
    since: Since | None
    due: bool


def look(turn: Turn) -> Seen:
    """Read somebody's own way from the rows."""
    known = known_of.of(turn)
    due = duty.concerns(known, turn.roles)
    past = way.past(known, completions.teachings_of(turn.here, turn.person_id))
    ahead = way.ahead(known, _offered(turn), turn.today) if due else []
    holds = ladder(turn.who.network.ladder)
    return Seen(known, past, ahead, holds, since(holds, known), due)


def _offered(turn: Turn) -> list[CourseRun]:
    """Return the runs that there are, without those that she has said are none for her."""
    own = applications.of_people(turn.here, [turn.person_id])
    declined = {one.run_id for one in own if one.state in ("not_for_me", "not_accepted", "withdrawn")}
    return [run for run in runs.live(turn.here, turn.today) if run.id not in declined]


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the way as a list: what is behind, then what is ahead."""
    seen = look(turn)
    newest = seen.past[-PAGE:]
    facts = tuple(said.fact(seen.known, step) for step in newest)
    empty = () if newest else (msg("ladder-none"),)
    earlier = (Button(msg("ladder-earlier"), "ladder.earlier"),) if len(seen.past) > PAGE else ()
    behind = Card(title=msg("ladder-title"), facts=facts, paragraphs=empty, buttons=earlier)
    ahead = Card(
        title=msg("ladder-ahead"),
        facts=tuple(said.fact(seen.known, step) for step in seen.ahead),
        paragraphs=(*_deadlines(seen), *said.years(turn, seen.ladder, seen.since)),
        buttons=_doors(turn, seen),
    )
    return Reply(cards=(behind, ahead))


def _deadlines(seen: Seen) -> tuple[Msg, ...]:
    if duty.declined(seen.known):
        return (msg("ladder-not-mine"),)
    if not seen.due:
        return (msg("ladder-no-deadline"),)
    if seen.known.standing.kind == "unknown":
        return (msg("ladder-unknown", course=said.course_of(seen.known, INITIAL)),)
    return (msg("ladder-decides"),)


def _doors(turn: Turn, seen: Seen) -> tuple[Button, ...]:
    drawn = (Button(msg("ladder-picture"), "ladder.picture", style="primary"),) if seen.past or seen.ahead else ()
    beyond = {"training": msg("training-hub-back")}
    if has_deadline(seen.known):
        beyond = {"training.why": msg("why-button"), **beyond}
    others = [Button(label, verb) for verb, label in beyond.items() if turn.house.may(turn, verb)]
    return (*drawn, Button(msg("ladder-roles"), "ladder.roles"), *others, Button(msg("home-to-home"), "home"))


def earlier(turn: Turn, _id: str = "") -> Reply:
    """Show the steps that are longer ago than those of the list."""
    seen = look(turn)
    facts = tuple(said.fact(seen.known, step) for step in seen.past[:-PAGE])
    if not facts:
        return show(turn)
    back = Button(msg("ladder-later"), "ladder")
    return Reply(
        cards=(Card(title=msg("ladder-title"), facts=facts, buttons=(back, Button(msg("home-to-home"), "home"))),)
    )


def draw(turn: Turn, _id: str = "") -> Reply:
    """Show the way as a picture."""
    seen = look(turn)
    steps = [*seen.past, *seen.ahead]
    if not steps:
        return show(turn)
    card = Card(
        title=msg("ladder-title"),
        paragraphs=(msg("ladder-picture-same"),),
        file=picture.file(turn, seen.known, steps, seen.ladder, seen.since, duty=seen.due),
        buttons=(
            Button(msg("ladder-back"), "ladder"),
            Button(msg("ladder-roles"), "ladder.roles"),
            Button(msg("home-to-home"), "home"),
        ),
    )
    return Reply(cards=(card,))


CONVERSATION = Conversation(
    name="ladder",
    doors=lambda _turn: (),
    verbs={"ladder": show, "ladder.earlier": earlier, "ladder.picture": draw, **roles.VERBS},
    typed={"ladder-word": "ladder"},
)
