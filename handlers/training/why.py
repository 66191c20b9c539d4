"""なぜ？: by which windows a deadline is as it is, what filled them, where the rule stands, and who decides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from handlers.kit.cards import PEOPLE, Button, Card, Fact
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.training import duty, eligible, known, whom
from handlers.training.eligible import May
from handlers.training.grid import Done, Standing, Window
from handlers.training.known import Known
from messages.courses import RENEWAL, Course
from messages.eras import Era, EraYears
from messages.words import Msg, given, msg
from storage.careers import Extension
from storage.networks import Network

UNSURE = {"moved": msg("why-unsure-moved"), "starts": msg("why-unsure-starts")}


def show(turn: Turn, _id: str = "") -> Reply:
    """Show why her own deadline is as it is."""
    hers = known.of(turn)
    exact = (Button(msg("training-back"), "training.record"),) if _roughly(hers) else ()
    buttons = (
        *exact,
        PEOPLE,
        Button(msg("training-hub-back"), "training"),
        Button(msg("home-to-home"), "home"),
    )
    due = duty.by_role(turn.roles)
    found = card(hers, turn.who.network, due=due, staff=staff(turn), buttons=buttons)
    return Reply(cards=(found,))


def staff(turn: Turn) -> bool:
    """Tell whether the person enters the rules herself: nobody sends her to herself."""
    return turn.house.may(turn, "courses")


def card(
    hers: Known, network: Network, *, due: bool = True, staff: bool = False, buttons: tuple[Button, ...] = ()
) -> Card:
    """Return the card of one record, for herself or who may read it (`staff`, where she enters the rules herself).

    `due`: by her roles she has a deadline.
    """
    issuer = whom.where(network)
    course = hers.rules.course(RENEWAL)
    none = msg("why-guide-enter") if staff else msg("why-guide-none")
    facts = (*_facts(hers), *(_sources(course, issuer, none) if course else ()))
    says = (*_says(hers, due), *_rule(issuer), *_elsewhere(network))
    return Card(title=msg("why-title"), facts=facts, paragraphs=says, buttons=buttons)


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


def warned(tight: eligible.Tight, network: Network, *, staff: bool = False) -> tuple[Msg, ...]:
    """Return the early warning of who begins to practise late: from when on, and whom to ask; `staff` as of a card."""
    first = msg("why-opens", on=Era(tight.on), deadline=Era(tight.deadline))
    where = whom.where(network)
    asks = where if staff else msg("why-asks", tel=whom.tel(network), where=where)
    exact = (msg("why-day-decides"),) if tight.roughly else ()
    if tight.why == "after":
        return first, *exact, msg("why-too-late", whom=asks)
    opened = (msg("why-opened", opened=Era(tight.opened)),) if tight.opened else ()
    return (first, *exact, *opened, msg("why-tight", whom=asks))


def _facts(hers: Known) -> Iterator[Fact]:
    stands = hers.standing
    if stands.start:
        yield Fact(_name(hers, stands.start), _on(stands.start))
    yield from windows(hers)
    for extension in hers.extensions:
        label = msg("why-moved") if _is_of(stands, extension) else msg("why-moved-elsewhere")
        yield Fact(label, moved(extension))
    if stands.kind == "runs":
        yield Fact(msg("why-may"), _may(eligible.may(RENEWAL, hers)))


def _is_of(stands: Standing, extension: Extension) -> bool:
    return extension.instead_of in [window.regular for window in (*stands.before, *stands.windows)]


def _of_window(hers: Known, window: Window) -> Msg:
    if window.filled:
        return msg("why-filled", course=_name(hers, window.filled), on=_on(window.filled))
    if hers.standing.kind == "runs" and window == hers.standing.window:
        return msg("why-open", deadline=Era(window.deadline))
    return msg("why-passed", deadline=Era(window.deadline))


def _roughly(hers: Known) -> bool:
    """Tell whether since when she works is known too roughly to say from when on she may take the first one."""
    return hers.standing.kind == "runs" and eligible.may(RENEWAL, hers).early is not None


def _may(may: May) -> Msg:
    if may.on and may.early:
        return msg("why-may-roughly", on=Era(may.on), early=Era(may.early))
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


def _elsewhere(network: Network) -> tuple[Msg, ...]:
    """Say that the prefecture is the network's: whoever takes a course elsewhere looks at the guide of that one."""
    return (msg("why-elsewhere", issuer=network.prefecture),) if network.prefecture else ()


def _on(done: Done) -> Msg:
    return msg("why-on", day=Era(done.on, done.exactly))


def _name(hers: Known, done: Done) -> Msg:
    course = hers.rules.course(done.course)
    return given(course.name if course else done.course)


VERBS: dict[str, Tap] = {"training.why": show}
