"""The cards of asking: whom to call first, the last look, what can be changed on it, and what it has become."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from handlers.asking import looks
from handlers.asking.looks import Look
from handlers.home import ALWAYS
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.contacts import reached
from handlers.kit.limits import BUTTONS
from handlers.kit.turn import Turn
from handlers.questions import reach
from handlers.questions import rules as well
from messages.danger import ABUSE
from messages.words import Msg, given, msg
from storage import answers
from storage.ids import short
from storage.questions import Question

STOPS = {"life": msg("ask-stop-life"), "abuse": msg("ask-stop-abuse")}


def calls(turn: Turn, first: str = "") -> tuple[Call, ...]:
    """Return the network's contacts, those whose name has a word first, then those who answer now."""
    contacts = sorted(reached(turn), key=lambda one: not (first and first in one.name))
    return tuple(Call(msg("home-call", name=one.name), one.tel) for one in contacts)


def _hours(turn: Turn) -> tuple[Fact, ...]:
    found = [one for one in reached(turn) if one.hours]
    return tuple(Fact(given(one.name), one.when) for one in found)


def danger_card(turn: Turn, looked: Look) -> Card | None:
    """Return whom to call, where a text may be about danger and its author has not said that it is meant generally."""
    found = looks.danger(looked)
    return stop_card(turn, looked, found) if found else None


def stop_card(turn: Turn, looked: Look, kinds: Collection[str]) -> Card:
    """Return what comes before all else where it may be about danger: whom to call. Nothing has been posted."""
    says = [STOPS[kind] for kind in kinds]
    police, ambulance = Call(msg("home-police"), ALWAYS[0]), Call(msg("home-ambulance"), ALWAYS[1])
    abuse = (*calls(turn, ABUSE), police, ambulance)
    ring = abuse if "abuse" in kinds else (ambulance, police, *calls(turn))
    filled = looked.filled
    on = (filled.button(msg("ask-general"), "general"), filled.leave())
    return Card(
        paragraphs=(*says, msg("ask-stop-unposted")),
        facts=_hours(turn),
        buttons=(*ring, *on),
        about=short(filled.id),
    )


def last_card(turn: Turn, looked: Look) -> Card:
    """Return exactly what others will see, who they are, and the verbs that decide the name."""
    filled, found = looked.filled, looks.similar(turn, looked)
    read = (filled.button(msg("ask-read"), "similar"),) if found else ()
    buttons = (
        filled.button(msg("ask-unnamed"), "unnamed", "primary"),
        filled.button(msg("ask-named"), "named"),
        *read,
        *_changes(turn, looked),
        filled.button(msg("ask-today"), "today"),
        filled.mend(msg("ask-mend"), 0),
        filled.leave(),
    )
    resembles = (msg("ask-similar", count=len(found)),) if found else ()
    promise = reach.promise(turn, looks.question_of(turn, looked)) if looked.kind == "advice" else None
    unnamed = (msg("ask-no-name"), *((promise,) if promise else ()))
    return Card(
        title=msg("ask-look"),
        quote=looked.text,
        # Below the text itself.
        paragraphs=(*_said(facts(turn, looked)), *resembles, _seen_by(turn, looked), *unnamed),
        buttons=buttons,
        about=short(filled.id),
    )


def _said(facts: tuple[Fact, ...]) -> tuple[Msg, ...]:
    return tuple(msg("ask-fact", label=fact.label, value=fact.value) for fact in facts)


def _changes(turn: Turn, looked: Look) -> tuple[Button, ...]:
    filled = looked.filled
    topics = (filled.button(msg("ask-topics"), "topics"),) if turn.who.network.topics else ()
    if looked.kind == "advice":
        return (*topics, filled.button(msg("ask-fields"), "fields"), filled.button(msg("ask-everybody"), "everybody"))
    if looks.audience(turn, looked) == "chiefs":
        return (*topics, filled.button(msg("ask-to-all"), "all"))
    chiefs = (filled.button(msg("ask-to-chiefs"), "chiefs"),) if "chiefs" in well.audiences(turn.roles) else ()
    return (*topics, filled.button(msg("ask-advice"), "advice"), *chiefs)


def facts(turn: Turn, looked: Look) -> tuple[Fact, ...]:
    """Return the topics as they stand, and of what kind of disability an advice is to be."""
    named = looks.topics(turn, looked)
    said = given("、".join(named)) if named else msg("ask-no-topic")
    topics = (Fact(msg("ask-topic"), said),) if turn.who.network.topics else ()
    field = looks.field(turn, looked) if looked.kind == "advice" else ""
    return (*topics, *((Fact(msg("ask-field"), given(field)),) if field else ()))


def _seen_by(turn: Turn, looked: Look) -> Msg:
    count = looks.seeing(turn, looked)
    if looks.audience(turn, looked) == "chiefs":
        return msg("ask-seen-by-chiefs", count=count)
    return msg("ask-seen-by", count=count)


def topics_card(turn: Turn, looked: Look) -> Card:
    """Return the network's topics to choose from, each switched at a tap."""
    filled, chosen = looked.filled, looks.topics(turn, looked)
    buttons = [
        filled.button(
            msg("ask-topic-out", topic=topic) if topic in chosen else msg("ask-topic-in", topic=topic),
            f"topic.{place}",
        )
        for place, topic in enumerate(turn.who.network.topics)
    ]
    return Card(
        title=msg("ask-topics-title"),
        facts=facts(turn, looked),
        buttons=(*buttons, _back(looked)),
        about=short(filled.id),
    )


def fields_card(turn: Turn, looked: Look) -> Card:
    """Return the disability fields to choose one from: an adviser who knows it is asked."""
    filled = looked.filled
    # A way back, and out of advice altogether.
    shown = looks.fields(turn)[: BUTTONS - 2]
    buttons = [filled.button(given(name), f"field.{place}") for place, name in enumerate(shown)]
    out = filled.button(msg("ask-everybody"), "everybody")
    back = (_back(looked),) if looks.field(turn, looked) else ()
    return Card(
        title=msg("ask-advice"),
        paragraphs=(msg("ask-fields-which"),),
        buttons=(*buttons, out, *back),
        about=short(filled.id),
    )


def today_card(turn: Turn, looked: Look) -> Card:
    """Return the telephones of the centre for what cannot wait."""
    return Card(
        paragraphs=(msg("ask-today-call"),),
        facts=_hours(turn),
        buttons=(*calls(turn), _back(looked)),
        about=short(looked.filled.id),
    )


def similar_card(turn: Turn, looked: Look, found: list[Question], place: int) -> Card:
    """Return one of the earlier questions with its answers."""
    filled, question = looked.filled, found[place]
    thread = answers.thread(turn.here, question.id)
    said = [Fact(msg("ask-answer"), given(one.body)) for one in thread]
    day = turn.who.network.local(question.asked_at).date()
    more = (filled.button(msg("ask-next"), f"similar.{place + 1}"),) if place + 1 < len(found) else ()
    return Card(
        title=msg("ask-similar-title", place=place + 1, count=len(found), day=day),
        quote=question.body,
        facts=tuple(said),
        paragraphs=() if said else (msg("ask-similar-unanswered"),),
        buttons=(filled.button(msg("ask-found"), f"found.{place}", "primary"), *more, _back(looked)),
        about=short(filled.id),
        quotes=(short(question.id), *(short(one.id) for one in thread)),
    )


def _back(looked: Look) -> Button:
    return looked.filled.button(msg("ask-back"), "back")


def done_card(turn: Turn, says: tuple[Msg, ...], id: UUID | None = None) -> Card:
    """Return what is said when it is done, with the way to the question where there is one, and home."""
    see = (Button(msg("ask-see"), "question", short(id)),) if id and turn.house.may(turn, "question") else ()
    return Card(paragraphs=says, buttons=(*see, Button(msg("home-to-home"), "home")), about=short(id) if id else "")
