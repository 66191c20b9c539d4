"""What people do in a place where several talk: connect it, answer, want to know too."""

from __future__ import annotations

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.places import rules, said
from handlers.questions import rules as well
from handlers.questions import spread
from messages.words import given, msg
from storage import followers, places, questions
from storage.ids import short, unshort
from storage.places import Meeting
from storage.questions import Question


def connect(turn: Turn, _id: str = "") -> Reply:
    """Ask a coordinator, in private, who shall read in the place where she is; nobody else can connect it."""
    at = turn.at
    if at is None:
        raise Stale("place")
    if rules.ROLE not in turn.roles:
        turn.refused("places.connect")
        return Reply(whisper=msg("places-not-yours"))
    platform = turn.who.account.platform
    place = Meeting(platform=platform, chat=at.chat, topic=at.topic, title=at.title[: places.MOST_TITLE])
    place.audience, place.connected_by, place.connected_at = "all", turn.person_id, turn.now
    found = places.offer(turn.here, place)
    if found is None:
        raise Refusal(msg("places-others"))
    if found.state == places.HERE:
        return Reply(whisper=msg("places-already"))
    buttons = (
        Button(msg("places-all"), "places.all", short(found.id)),
        Button(msg("places-chiefs"), "places.chiefs", short(found.id)),
    )
    title = msg("places-connecting", place=given(rules.title(found)))
    return Reply(cards=(Card(title=title, paragraphs=(msg("places-who-reads"),), buttons=buttons),))


def _question(turn: Turn, id: str) -> Question:
    found = questions.get(turn.here, unshort(id)) if id else None
    if found is None or found.state not in questions.SEEN or not well.sees(turn.roles, found.audience):
        raise Stale("question")
    return found


def answer(turn: Turn, id: str) -> Reply:
    """Open the private way of answering."""
    _question(turn, id)
    tap = turn.house.verb("answer")
    if tap is None:
        raise Stale("answer")
    return tap(turn, id)


def follow(turn: Turn, id: str) -> Reply:
    """Let the person hear of the answers; others see the number, nobody who."""
    question = _question(turn, id)
    if question.asker_id == turn.person_id:
        return Reply(whisper=msg("places-yours"))
    if not followers.follow(turn.here, question.id, turn.person_id):
        return Reply(whisper=msg("places-followed-already"))
    spread.changed(turn, question)
    return Reply(whisper=msg("places-followed"))


THERE = Conversation(
    name="there",
    doors=lambda _turn: (),
    verbs={"places.connect": connect, "places.answer": answer, "places.follow": follow},
    overhears=said.overhear,
    there={"places.connect": "places-word", "places.answer": "", "places.follow": ""},
)
