"""Steps of the preview's walk: a thread from the side of each who is in it, and what coordinators do with it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.steps.questions import asked, said
from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from handlers.questions import flagged
from messages.words import msg
from storage import followers, people
from storage.ids import short
from storage.questions import Question

LINE = msg("preview-line")


def steps(walk: Walk) -> Iterator[Shot]:
    """Ask, be answered, asked back, thanked and corrected; then flag, hide and show."""
    me = walk.user
    with walk.behind() as (_, turn):
        asker, other = turn.person_id, people.with_role(turn.here, "chief")[0]
    question = asked(walk, asker)
    read = Tapped(f"question:{short(question.id)}")
    yield from _answered(walk, read, me, str(other))
    yield from _asker(walk, read, me, str(other), question)
    yield from _corrected(walk, read, me, str(other))
    yield from _flagged(walk, question, me, str(other))
    yield from _rare(walk, me, str(other))


def _says(walk: Walk, key: str) -> Iterator[Shot]:
    yield walk.write(LINE)
    yield walk.tap(f"last.{key}")


def _answered(walk: Walk, read: Tapped, me: str, other: str) -> Iterator[Shot]:
    walk.user = other
    yield walk.do(read)
    yield walk.tap("answer.back")
    yield from _says(walk, "named")
    walk.do(read)
    yield walk.tap("answer")
    yield from _says(walk, "unnamed")
    walk.do(read)
    yield walk.tap("follow")
    yield walk.do(read)
    yield walk.tap("follow.stop")
    walk.do(read)
    yield walk.tap("flag.region")
    walk.user = me
    yield from walk.told(minutes=1)


def _asker(walk: Walk, read: Tapped, me: str, other: str, question: Question) -> Iterator[Shot]:
    yield walk.do(read)
    yield walk.tap("helped")
    yield walk.tap("answer.more")
    yield from _says(walk, "unnamed")
    walk.do(read)
    yield walk.tap("resolve")
    yield walk.do(read)
    yield walk.tap("resolve.reopen")
    with walk.behind() as (_, turn):
        followers.follow(turn.here, question.id, next(one for one in people.with_role(turn.here, "centre")))
        follower = str(people.with_role(turn.here, "centre")[0])
    walk.user = other
    yield from walk.told(minutes=1)
    walk.do(read)
    walk.tap("answer")
    list(_says(walk, "unnamed"))
    walk.user = follower
    yield from walk.told(minutes=1)
    walk.user = me


def _corrected(walk: Walk, read: Tapped, me: str, other: str) -> Iterator[Shot]:
    walk.user = other
    walk.do(read)
    yield walk.tap("answer.mend")
    yield from _says(walk, "named")
    walk.user = me
    yield from walk.told(minutes=1)
    walk.user = other
    walk.do(read)
    yield walk.tap("answer.withdraw")
    yield walk.tap("answer.gone")
    walk.user = me


def _flagged(walk: Walk, question: Question, me: str, other: str) -> Iterator[Shot]:
    walk.user = other
    answer = said(walk, question, question.asker_id)
    yield walk.do(Tapped(f"flag:{short(question.id)}"))
    yield walk.tap("flag.question")
    walk.do(Tapped(f"flag:{short(question.id)}"))
    yield walk.do(Tapped(f"flag.said:{short(answer.id)}"))
    walk.user = me
    with walk.behind() as (_, turn):
        yield Shot(flagged.TOLD, Scene(cards=flagged.told(turn, answer.id) or ()))
    for door in ("flagged", "flagged.hidden"):
        yield walk.do(Tapped(f"{door}:"))
    walk.do(Tapped("flagged:"))
    yield walk.tap("flagged.see")
    yield walk.tap("flagged.fine")
    for reason in flagged.REASONS:
        yield walk.do(Tapped(f"flagged.see:{short(answer.id)}"))
        yield walk.tap(f"flagged.hide.{reason}")
        yield from walk.told(minutes=1)
        yield walk.do(Tapped(f"mine.answer:{short(answer.id)}"))
        yield walk.do(Tapped("flagged.hidden:"))
        yield walk.do(Tapped(f"flagged.see:{short(answer.id)}"))
        yield walk.tap("flagged.show")
        yield from walk.told(minutes=1)
    yield walk.do(Tapped("flagged:"))


def _rare(walk: Walk, me: str, other: str) -> Iterator[Shot]:
    """Read what only a chief reads, and say what only comes about where something has just gone."""
    with walk.behind() as (_, turn):
        chief = people.with_role(turn.here, "chief")[0]
    chiefs = asked(walk, None, audience="chiefs")
    walk.user = str(chief)
    walk.do(Tapped(f"answer:{short(chiefs.id)}"))
    yield from _says(walk, "unnamed")
    walk.user = me
    rest = [
        msg("question-gone"),
        msg("flagged-none"),
        msg("flagged-hidden-none"),
        msg("answer-label"),
    ]
    rest += [msg("well-board-none"), msg("well-unanswered-none"), msg("mine-questions-none"), msg("mine-answers-none")]
    yield from (Shot(one.id, Scene(cards=(Card(paragraphs=(one,)),))) for one in rest)
