"""The forms after a visit: how it went, all optional but the outcome; and what may be added later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from handlers.kit.fields import Answers, AnyField, Choice, Day, Number, Option, Text
from handlers.kit.forms import Form
from handlers.kit.turn import Turn
from handlers.visited import looked, rules
from messages import menus
from messages.words import msg
from storage import visit_steps
from storage.visits import Visit

OUTCOMES = {
    "held": msg("visited-held"),
    "postponed": msg("visited-postponed"),
    "absent": msg("visited-absent"),
    "cancelled": msg("visited-cancelled"),
}
WHOSE = {"office": msg("visited-whose-office"), "hosts": msg("visited-whose-hosts")}
NO = msg("visited-quiet-no")


def _held(answers: Answers) -> bool:
    return answers.get("outcome") == "held"


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form of one of the pair; a coordinator says only what is recorded of it.

    Whether she may is for whoever submits it: a draft is drawn also where that is over.
    """
    visit = looked.found(turn, params)
    fields: list[AnyField] = [_outcome(), _minutes(visit.minutes if visit else rules.USUAL)]
    if visit and looked.is_host(turn, visit):
        fields.append(_good(visit, after=("outcome",), when=_held))
        if visit.guest_id and not is_heavy(turn, visit):
            fields.append(_quiet())
        fields += _promises(turn, rules.MOST_PROMISES, ("outcome",), _held)
    return Form(msg("visited-form"), tuple(fields))


def build_more(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for what one of the pair adds: what was good, and what was agreed."""
    visit = looked.found(turn, params)
    left = rules.MOST_PROMISES - (len(visit_steps.promises(turn.here, visit.id)) if visit else 0)
    return Form(msg("visited-form"), (_good(visit), *_promises(turn, max(left, 0), (), None)))


def is_heavy(turn: Turn, visit: Visit) -> bool:
    """Tell whether a visit's menu asks much of whoever is visited."""
    menu = menus.by_key(visit.menu, turn.who.network.menus)
    return menu is not None and menu.heavy


def _outcome() -> Choice:
    options = tuple(Option(key, label) for key, label in OUTCOMES.items())
    return Choice(name="outcome", ask=msg("visited-outcome"), label=msg("visited-outcome-label"), options=options)


def _minutes(planned: int) -> Number:
    return Number(
        name="minutes",
        ask=msg("visited-minutes"),
        label=msg("visited-minutes-label"),
        skip=msg("visited-minutes-planned", minutes=planned),
        low=1,
        high=rules.LONGEST,
        after=("outcome",),
        when=_held,
    )


def _good(visit: Visit | None, after: tuple[str, ...] = (), when: Callable[[Answers], bool] | None = None) -> Text:
    return Text(
        name="good",
        ask=msg("visited-good", count=len(visit.needs) if visit else 1),
        label=msg("visited-good-label"),
        skip=msg("visited-good-none"),
        most=rules.GOOD,
        shared=True,
        after=after,
        when=when,
    )


def _quiet() -> Choice:
    return Choice(
        name="quiet",
        ask=msg("visited-quiet"),
        label=msg("visited-quiet-label"),
        options=(Option("yes", msg("visited-quiet-yes")), Option("no", NO)),
        skip=msg("kit-skip"),
        after=("outcome",),
        when=_held,
    )


def _promises(turn: Turn, most: int, after: tuple[str, ...], when: Callable[[Answers], bool] | None) -> list[AnyField]:
    fields: list[AnyField] = []
    for number in range(1, most + 1):
        what, whose, by = (f"{part}{number}" for part in ("what", "whose", "by"))
        fields.append(
            Text(
                name=what,
                ask=msg("visited-promise"),
                label=msg("visited-promise-label", n=number),
                skip=msg("visited-promise-none"),
                most=rules.PROMISE,
                lines=1,
                shared=True,
                after=after,
                when=when,
            )
        )
        when = _given(what)
        fields += [_whose(whose, what, number, when), _by(turn, by, what, number, when)]
        after = (what,)
    return fields


def _given(name: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(answers.get(name))


def _whose(name: str, what: str, number: int, when: Callable[[Answers], bool]) -> Choice:
    return Choice(
        name=name,
        ask=msg("visited-whose"),
        label=msg("visited-whose-label", n=number),
        options=tuple(Option(key, label) for key, label in WHOSE.items()),
        after=(what,),
        when=when,
    )


def _by(turn: Turn, name: str, what: str, number: int, when: Callable[[Answers], bool]) -> Day:
    return Day(
        name=name,
        ask=msg("visited-by"),
        label=msg("visited-by-label", n=number),
        skip=msg("visited-by-none"),
        today=turn.today,
        first=turn.today,
        last=turn.today + timedelta(days=366),
        after=(what,),
        when=when,
    )
