"""なぜ？: by which windows a deadline is as it is, what filled them, where the rule stands, and who decides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.training import duty, eligible, known
from handlers.training.eligible import May
from handlers.training.grid import Done, Standing, Window
from handlers.training.known import Known
from messages.courses import RENEWAL, Course
from messages.eras import Era, EraYears
from messages.words import Msg, given, msg
from storage.careers import Extension

UNSURE = {"moved": msg("why-unsure-moved"), "starts": msg("why-unsure-starts")}


def show(turn: Turn, _id: str = "") -> Reply:
    """Show why her own deadline is as it is."""
    buttons = (
        Button(msg("home-people-title"), "people"),
        Button(msg("training-hub-back"), "training"),
        Button(msg("home-to-home"), "home"),
    )
    due = duty.by_role(turn.roles)
    found = card(known.of(turn), prefecture=turn.who.network.prefecture, due=due, staff=staff(turn), buttons=buttons)
    return Reply(cards=(found,))


def staff(turn: Turn) -> bool:
    """Tell whether the person enters the rules herself: nobody sends her to herself."""
    return turn.house.may(turn, "courses")


def card(
    hers: Known, *, prefecture: str, due: bool = True, staff: bool = False, buttons: tuple[Button, ...] = ()
) -> Card:
    """Return the card of one record, for herself or who may read it (`staff`, where she enters the rules herself).

    `due`: by her roles she has a deadline.
    """
    issuer = given(prefecture) if prefecture else msg("why-prefecture")
    course = hers.rules.course(RENEWAL)
    none = msg("why-guide-enter") if staff else msg("why-guide-none")
    facts = (*_facts(hers), *(_sources(course, issuer, none) if course else ()))
    return Card(title=msg("why-title"), facts=facts, paragraphs=(*_says(hers, due), *_rule(issuer)), buttons=buttons)


def windows(hers: Known) -> Iterator[Fact]:
    """Give each window of her grids: its fiscal years, and what filled it or until when it can be filled."""
    stands = hers.standing
    for window in chain(stands.before, stands.windows):
        yield Fact(msg("why-window", years=EraYears(window.first, window.last)), _of_window(hers, window))


def moved(extension: Extension) -> Msg:
    """Return a deadline that was moved: from when to when, by whom and why."""
    before, after = Era(extension.instead_of), Era(extension.moved_to)
    issuer, reason = given(extension.issuer), given(extension.reason)
    return msg("why-moved-to", before=before, after=after, issuer=issuer, reason=reason)


def warned(tight: eligible.Tight, *, staff: bool = False) -> tuple[Msg, ...]:
    """Return the early warning of who begins to practise late, in two sentences; `staff` as of a card."""
    whom = msg("why-prefecture") if staff else msg("why-asks")
    first = msg("why-opens", on=Era(tight.on), deadline=Era(tight.deadline))
    if tight.why == "after":
        return first, msg("why-too-late", whom=whom)
    opened = (msg("why-opened", opened=Era(tight.opened)),) if tight.opened else ()
    return (first, *opened, msg("why-tight", whom=whom))


def _facts(hers: Known) -> Iterator[Fact]:
    stands = hers.standing
    if stands.start:
        yield Fact(_name(hers, stands.start), _on(stands.start))
    yield from windows(hers)
    for extension in hers.extensions:
        label = msg("why-moved") if _is_of(stands, extension) else msg("why-moved-elsewhere")
        yield Fact(label, moved(extension))
    if stands.kind == "runs":
        yield Fact(msg("why-may"), _may(eligible.may(RENEWAL, hers.done, hers.practice_on, hers.rules)))


def _is_of(stands: Standing, extension: Extension) -> bool:
    return extension.instead_of in [window.regular for window in (*stands.before, *stands.windows)]


def _of_window(hers: Known, window: Window) -> Msg:
    if window.filled:
        return msg("why-filled", course=_name(hers, window.filled), on=_on(window.filled))
    if hers.standing.kind == "runs" and window == hers.standing.window:
        return msg("why-open", deadline=Era(window.deadline))
    return msg("why-passed", deadline=Era(window.deadline))


def _may(may: May) -> Msg:
    if may.on:
        return msg("why-may-from", on=Era(may.on))
    return msg("why-may-unsaid") if may.why == "no-practice" else msg("why-may-now")


def _sources(course: Course, issuer: Msg, none: Msg) -> Iterator[Fact]:
    yield Fact(msg("why-source"), msg("why-checked", source=course.source, day=Era(course.checked_on)))
    guide = given(course.guide) if course.guide else none
    yield Fact(msg("why-guide", issuer=issuer), guide)


def _says(hers: Known, due: bool) -> Iterator[Msg]:
    stands = hers.standing
    if not due:
        yield msg("why-no-duty")
    if duty.declined(hers):
        yield msg("why-not-mine")
    if stands.kind == "unknown":
        yield msg("why-unknown")
    if stands.kind == "lapsed" and stands.deadline:
        yield msg("why-lapsed", deadline=Era(stands.deadline))
    if stands.unsure:
        yield UNSURE[stands.unsure]


def _rule(issuer: Msg) -> tuple[Msg, ...]:
    return msg("why-rule"), msg("why-early"), msg("why-decides", issuer=issuer)


def _on(done: Done) -> Msg:
    return msg("why-on", day=Era(done.on, done.exactly))


def _name(hers: Known, done: Done) -> Msg:
    course = hers.rules.course(done.course)
    return given(course.name if course else done.course)


VERBS: dict[str, Tap] = {"training.why": show}
