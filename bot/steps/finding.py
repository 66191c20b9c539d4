"""What the preview shows of さがす: by words and by topic, with and without something to be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers import archive
from handlers.archive.talk import SHOWN
from handlers.kit.events import Sent, Tapped
from messages.words import msg
from storage import keeping, questions
from storage.questions import OPEN, Question


def steps(walk: Walk) -> Iterator[Shot]:
    """Look for what is not there, by words and by topic, then for what is."""
    word = walk.words.say(msg("preview-line"))
    with walk.behind() as (_, turn):
        before = list(turn.who.network.topics)
        turn.who.network.topics = []
    yield walk.do(Tapped("find:"))
    yield walk.on_page("skip")
    with walk.behind() as (_, turn):
        turn.who.network.topics = before or [word[:8]]
        topic = turn.who.network.topics[0]
    yield _looks(walk, word)
    with walk.behind() as (_, turn):
        ids = []
        for _ in range(SHOWN + 1):
            asked = Question(kind="record", audience="all", named=False, body=word, state=OPEN)
            asked.asked_at, asked.changed_at, asked.expires_on = turn.now, turn.now, date(2028, 3, 31)
            questions.add(turn.here, asked, [topic])
            archive.keep(turn.here, asked.id)
            ids.append(asked.id)
    yield _looks(walk, word)
    yield walk.do(Tapped("find:"))
    yield walk.on_page("skip")
    yield walk.tap("find.topic")
    with walk.behind() as (_, turn):
        for id in ids:
            archive.forget(turn.here, id)
            keeping.let_go(turn.here, id)
        turn.who.network.topics = before


def _looks(walk: Walk, word: str) -> Shot:
    walk.do(Tapped("find:"))
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {"words": word}))
