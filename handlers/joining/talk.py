"""Joining accounts: whoever sends these digits from elsewhere is the same person there."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit.cards import PEOPLE, Button, Card, Fact
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from messages.words import given, msg
from storage import signins

VERB = "joining.code"
OUT = "joining.out"


def code(turn: Turn, _id: str = "") -> Reply:
    """Make a new code in place of the last one, and show it with what to do with it."""
    digits = signins.make_code(turn.here, turn.who.account.id, turn.keys.digest, turn.now)
    until = turn.who.network.local(turn.now + timedelta(minutes=signins.CODE_MINUTES))
    facts = (
        Fact(msg("joining-code"), given(f"{digits[:3]} {digits[3:]}")),
        Fact(msg("joining-until"), msg("joining-hour", hour=f"{until:%H:%M}")),
    )
    # Who is on the page itself would shut herself out.
    elsewhere = () if turn.who.account.platform == "web" else (Button(msg("joining-out"), OUT),)
    card = Card(
        title=msg("joining-title"),
        facts=facts,
        paragraphs=(msg("joining-elsewhere"), msg("joining-page"), msg("joining-alone")),
        buttons=(Button(msg("joining-again"), VERB), *elsewhere, Button(msg("home-to-home"), "home")),
        about="joining",
    )
    return Reply(cards=(card,))


def out(turn: Turn, _id: str) -> Reply:
    """End every session, link and code of the person: somebody else may have come in as her."""
    signins.end_all(turn.here, turn.person_id)
    paragraphs = (msg("joining-outed"), msg("joining-outed-again"))
    buttons = (PEOPLE, Button(msg("home-to-home"), "home"))
    return Reply(cards=(Card(paragraphs=paragraphs, buttons=buttons, about="joining"),))


CONVERSATION = Conversation(
    name="joining",
    doors=lambda _turn: (),
    verbs={VERB: code, OUT: out},
    typed={"joining-word": VERB},
)
