"""What the first minute asks: a name, an office, and of an office that is not known yet what is needed of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit.fields import Answers, AnyField, Choice, Name, Number, Option, Select
from handlers.kit.forms import Form
from handlers.kit.limits import LABEL, MOST_SELECT, SELECT_LABEL
from handlers.kit.text import fitting, folded
from handlers.kit.turn import Turn
from messages.words import Msg, given, msg
from storage import offices
from storage.ids import short
from storage.offices import Office

NONE = "none"
OTHER = "other"
NAME, OFFICE = 60, 100  # storage/people.py, storage/offices.py
MOST_COUNSELLORS = 999


def build_first(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks what is missing; with `mend` name and office are asked again."""
    person = turn.who.person
    name = () if person.name and not params.get("mend") else (_name(),)
    office = () if person.office_id and not params.get("mend") else _office(offices.everyone(turn.here))
    # A form wants a field: where another page was faster, only the name can still be put right.
    return Form(msg("joining-form"), (*name, *office) or (_name(),))


def _name() -> Name:
    return Name(name="name", label=msg("joining-name"), ask=msg("joining-name-ask"), most=NAME)


def _office(known: list[Office]) -> tuple[AnyField, ...]:
    if not known:
        return _new_office((), None)
    options = (*office_options(known), Option(NONE, msg("joining-not-here")))
    office = Select(
        name="office",
        label=msg("joining-office"),
        ask=msg("joining-office-ask"),
        options=options,
        always=NONE,
    )
    return (office, *_new_office(("office",), lambda answers: answers.get("office") == NONE))


def office_options(known: list[Office]) -> tuple[Option, ...]:
    """Return the offices to choose from; of several with one name each says its corporation."""
    names = [folded(office.name) for office in known]
    return tuple(
        Option(short(office.id), given(fitting(_label(office, names), SELECT_LABEL)))
        for office in known[: MOST_SELECT - 1]
    )


def _label(office: Office, names: list[str]) -> str:
    several = names.count(folded(office.name)) > 1 and office.corporation
    return f"{office.name} / {office.corporation}" if several else office.name


def _new_office(after: tuple[str, ...], when: Any) -> tuple[AnyField, ...]:
    name = Name(
        name="new",
        label=msg("joining-new"),
        ask=msg("joining-new-ask"),
        most=OFFICE,
        after=after,
        when=when,
    )
    corporation = Name(
        name="corporation",
        label=msg("joining-corporation"),
        ask=msg("joining-corporation-ask"),
        skip=msg("joining-no-corporation"),
        most=OFFICE,
        after=after,
        when=when,
    )
    count = Number(
        name="counsellors",
        label=msg("joining-counsellors"),
        ask=msg("joining-counsellors-ask"),
        low=0,
        high=MOST_COUNSELLORS,
        after=after,
        when=when,
    )
    return (name, corporation, count)


def same_params(answers: Answers, alike: list[Office]) -> dict[str, Any]:
    """Return what the form below must know: what was told of the office, and the ones that are called so already."""
    told = {name: answers.get(name) for name in ("new", "corporation", "counsellors")}
    return {**told, "alike": [short(office.id) for office in alike], "of": [office.corporation for office in alike]}


def build_same(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks whether an office is one that is known already, or another one of the same name."""
    of: list[str] = params["of"]
    known = [Option(f"o{place}", _corporation(name)) for place, name in enumerate(of)]
    which = Choice(
        name="which",
        ask=msg("joining-same-ask", name=params["new"]),
        options=(*known, Option(OTHER, msg("joining-other"))),
    )
    # The answer is the decision, on every face; two of one name must be told apart by something.
    nameless = not params["corporation"] or params["corporation"] in of
    apart = Name(
        name="corporation",
        label=msg("joining-corporation"),
        ask=msg("joining-corporation-apart"),
        most=OFFICE,
        after=("which",),
        when=lambda answers: nameless and answers.get("which") == OTHER,
    )
    return Form(msg("joining-form"), (which, apart), one_by_one=True)


def _corporation(name: str) -> Msg:
    return given(fitting(name, LABEL)) if name else msg("joining-no-name")
