"""What a person says she knows, how often she may be asked, when まとめ comes: looked at and changed at a tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from handlers.kit.cards import Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, NoticeKind, Tap
from handlers.kit.turn import Reply, Turn
from handlers.network.things import item_id
from handlers.reach import answers, cards, digest, hello, notices, rules, steps, whom
from storage import asked, stirring
from storage.db import Here
from storage.networks import Network


def show(turn: Turn, _id: str = "") -> Reply:
    """Show what she lets herself be asked."""
    return Reply(cards=(cards.card(turn),))


def change(turn: Turn, _id: str, *, values: Mapping[str, Any]) -> Reply:
    """Set something and show what is set now."""
    for name, value in values.items():
        setattr(turn.who.person, name, value)
    turn.here.session.flush()
    return show(turn)


def toggle(turn: Turn, id: str, *, of: Callable[[Turn], tuple[str, ...]], shown: Callable[[Turn], Card]) -> Reply:
    """Add something to what she knows, or take it out; raises Stale where the network lists it no more."""
    name = next((one for one in of(turn) if item_id(one) == id), None)
    if name is None:
        raise Stale("topic")
    if name in asked.known(turn.here, turn.person_id):
        asked.forget(turn.here, turn.person_id, name)
    else:
        asked.know(turn.here, turn.person_id, name)
    return Reply(cards=(shown(turn),))


def _changes() -> dict[str, Tap]:
    found: dict[str, Tap] = {}
    for times in rules.OFTEN:
        found[f"reach.often.{times}"] = partial(change, values={"asks_a_week": times})
    for name in cards.RHYTHMS:
        found[f"reach.rhythm.{name}"] = partial(change, values={"rhythm": name})
    for name, on in (("on", True), ("off", False)):
        found[f"reach.advises.{name}"] = partial(change, values={"advises": on})
    return found


def plan(here: Here, network: Network, now: datetime) -> None:
    """Take the steps that are due, and post the まとめ whose hour has come."""
    steps.plan(here, network, now)
    digest.plan(here, network, now)


CONVERSATION = Conversation(
    name="reach",
    doors=lambda _turn: (),
    verbs={
        "reach": show,
        "reach.topics": lambda turn, _id: Reply(cards=(cards.choose_topics(turn),)),
        "reach.fields": lambda turn, _id: Reply(cards=(cards.choose_fields(turn),)),
        "reach.topic": partial(toggle, of=cards.topics, shown=cards.choose_topics),
        "reach.field": partial(toggle, of=cards.kinds, shown=cards.choose_fields),
        "reach.oftens": lambda _turn, _id: Reply(cards=(cards.oftens(),)),
        "reach.rhythms": lambda _turn, _id: Reply(cards=(cards.rhythms(),)),
        "reach.cannot": answers.cannot,
        "reach.stop": answers.stop,
        "reach.ring": answers.ring,
        "reach.rang": answers.rang,
        "reach.later": hello.later,
        **_changes(),
    },
    # Each of these somebody waits for: again, marked, where nobody knows whether it came.
    notices={
        whom.ASKED: NoticeKind(notices.to_helper, pace="soon", repeats=True),
        steps.FURTHER: NoticeKind(notices.further, pace="soon", repeats=True, even_calm=True),
        steps.OFFER: NoticeKind(notices.offer, pace="soon", repeats=True, even_calm=True),
        steps.CENTRE: NoticeKind(notices.to_centre, pace="soon", repeats=True, even_calm=True),
        digest.NEW: NoticeKind(digest.new, pace="soon", repeats=True),
        notices.RING: NoticeKind(notices.to_ring, pace="soon", repeats=True, even_calm=True),
        digest.KIND: NoticeKind(digest.cards),
        hello.KIND: NoticeKind(hello.cards),
    },
    plan=plan,
    takes_up=stirring.QUESTIONS,
)
