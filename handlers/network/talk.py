"""みんなの設定: a network's own words and data, for its coordinators."""

from __future__ import annotations

from functools import partial, reduce

from handlers.desk.rules import ROLE
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Reply, Turn
from handlers.network import (
    changes,
    closed,
    contacts,
    hours,
    keeping,
    kinds,
    menus,
    sets,
    steps,
    terms,
    things,
    topics,
    visiting,
)
from messages.words import given, msg


def show(turn: Turn, _id: str = "") -> Reply:
    """Show everything that can be changed, as it is now."""
    network = turn.who.network
    facts = (
        *_wording_facts(turn),
        Fact(
            msg("network-contacts"),
            given("、".join(one["name"] for one in network.contacts) or turn.words.say(msg("network-none"))),
        ),
        Fact(msg("network-hours"), hours.span(things.value(turn, "hours"))),
        Fact(msg("network-closed"), changes.said(turn, "closed_days", _ahead(turn))),
        Fact(msg("network-steps"), steps.told(network.steps)),
    )
    buttons = (
        Button(msg("network-wording"), "network.wording"),
        Button(msg("network-change-contacts"), "network.contacts"),
        Button(msg("network-change-hours"), "network.hours"),
        Button(msg("network-change-closed"), "network.closed"),
        Button(msg("network-change-steps"), "network.steps"),
        Button(msg("network-keeping"), "network.keeping"),
        Button(msg("network-visiting"), "network.visiting"),
        Button(msg("network-changes"), "network.changes"),
        Button(msg("desk-back"), "desk"),
    )
    return Reply(
        cards=(Card(title=msg("network-title"), facts=facts, paragraphs=(msg("network-why"),), buttons=buttons),)
    )


def wording(turn: Turn, _id: str = "") -> Reply:
    """Show what the network's own words are: its names for things, what questions are about, what is reflected on."""
    buttons = (
        Button(msg("network-change-terms"), "network.terms"),
        Button(msg("network-change-topics"), "network.topics"),
        Button(msg("network-change-fields"), "network.fields"),
        Button(msg("network-change-set"), "network.set"),
        things.back(),
    )
    return Reply(cards=(Card(title=msg("network-wording"), facts=_wording_facts(turn), buttons=buttons),))


def _wording_facts(turn: Turn) -> tuple[Fact, ...]:
    network = turn.who.network
    words = reduce(
        lambda left, right: msg("network-and", left=left, right=right), (word for word, _ in terms.TERMS.values())
    )
    return (
        Fact(msg("network-terms"), words),
        Fact(msg("network-topics"), changes.said(turn, "topics", network.topics)),
        Fact(msg("network-fields"), changes.said(turn, "fields", things.value(turn, "fields"))),
        Fact(msg("network-set"), sets.title_of(turn, things.value(turn, "set"))),
    )


def _ahead(turn: Turn) -> list[str]:
    return [day for day in turn.who.network.closed_days if day >= turn.today.isoformat()]


CONVERSATION = Conversation(
    name="network",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("network-title"), "network"),),
    only=frozenset({ROLE}),
    verbs={
        "network": show,
        "network.wording": wording,
        "network.terms": terms.show,
        **{f"network.term.{name}": partial(terms.ask, name=name) for name in terms.TERMS},
        **contacts.VERBS,
        **hours.VERBS,
        **closed.VERBS,
        **topics.VERBS,
        **kinds.VERBS,
        **steps.VERBS,
        **sets.VERBS,
        **keeping.VERBS,
        **visiting.VERBS,
        **menus.VERBS,
        **changes.VERBS,
    },
    forms={
        terms.FORM: FormKind(terms.build, terms.submit),
        contacts.FORM: FormKind(contacts.build, contacts.submit),
        hours.FORM: FormKind(hours.build, hours.submit),
        closed.FORM: FormKind(closed.build, closed.submit),
        closed.LAST: FormKind(closed.build_last, closed.submit_last),
        topics.FORM: FormKind(topics.build, topics.submit, sealed=True),
        kinds.FORM: FormKind(kinds.build, kinds.submit, sealed=True),
        sets.FORM: FormKind(sets.build, sets.submit),
        keeping.FORM: FormKind(keeping.build, keeping.submit),
        menus.FORM: FormKind(menus.build, menus.submit, sealed=True),
    },
)
