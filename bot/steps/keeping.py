"""What the preview shows of what the well keeps: the month, marked questions, handouts, records brought in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.keeping import region
from handlers.keeping.records import HEADINGS
from handlers.kit import sheets
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.turn import Turn
from storage import answers, board, keeping, outbox, questions, search
from storage.answers import ANSWER, ASKER, BACK, Answer
from storage.flags import REGION, Flag
from storage.ids import short
from storage.questions import OPEN, Question

PAGES = 7


def steps(walk: Walk) -> Iterator[Shot]:
    """Look at everything while it is empty, and again when something is there."""
    walk.do(Opened())
    walk.tap("desk")
    walk.tap("desk.well")
    yield walk.tap("keep")
    for verb in ("keep.month", "keep.region", "handouts"):
        yield walk.do(Tapped(f"{verb}:"))
    with walk.behind() as (_, turn):
        ids = [_asked(turn, number) for number in range(PAGES)]
    yield walk.do(Tapped("keep.month:"))
    yield walk.tap("keep.month.last")
    yield walk.do(Tapped("keep.month:"))
    yield walk.tap("keep.month.paper")
    yield walk.do(Tapped("keep.region:"))
    yield walk.tap("keep.region.one")
    yield walk.tap("keep.take_up")
    yield walk.do(Tapped(f"keep.leave_be:{short(ids[0])}"))
    with walk.behind() as (_, turn):
        turn.here.session.get_one(Question, (turn.here.network_id, ids[1])).taken_up_at = turn.now
        outbox.post(turn.here, turn.person_id, region.KIND, ids[1], turn.now)
    yield from walk.told(days=1)
    yield from _old(walk, ids[1])
    yield from _handouts(walk)
    yield from _bringing(walk)
    with walk.behind() as (_, turn):
        # The well that is walked to later is still empty.
        for one in board.everything(turn.here, ["all"], None, 99):
            search.forget(turn.here, one.id)
            keeping.let_go(turn.here, one.id)


def _asked(turn: Turn, number: int) -> UUID:
    asked = Question(asker_id=turn.person_id, kind="question", audience="all", named=False, body=f"{number}？")
    asked.state, asked.asked_at, asked.changed_at, asked.expires_on = OPEN, turn.now, turn.now, date(2028, 3, 31)
    questions.add(turn.here, asked, turn.who.network.topics[: number % 2])
    mine = {"network_id": turn.here.network_id, "question_id": asked.id}
    if number:
        for kind in (ANSWER, BACK, ASKER):
            said = Answer(**mine, kind=kind, named=False, body=f"{number}。", at=turn.now, changed_at=turn.now)
            turn.here.session.add(said)
    turn.here.session.add(Flag(**mine, person_id=turn.person_id, kind=REGION, at=turn.now))
    turn.here.session.flush()
    return asked.id


def _old(walk: Walk, id: UUID) -> Iterator[Shot]:
    """Look at an answer of last year, and at one of the era before; say that it still holds."""
    with walk.behind() as (_, turn):
        network = turn.who.network
        network.ageing = network.topics = network.topics or ["x"]
        questions.set_topics(turn.here, id, network.topics[:1])
    for years in (8, 7, 1):
        with walk.behind() as (_, turn):
            for said in answers.thread(turn.here, id):
                said.at = turn.now - timedelta(days=366 * years)
        yield walk.do(Tapped(f"question:{short(id)}"))
    yield walk.tap("still")


def _handouts(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("handouts:"))
    for url in ("http://a", "https://ward.example/a"):
        yield walk.tap("keep.handout.add")
        page = walk.scene.page
        assert page is not None
        yield walk.do(Sent(page.draft, page.version, {"name": "A4", "url": url}))
        walk.do(Tapped("handouts:"))
    yield walk.tap("keep.handout.add")
    page = walk.scene.page
    assert page is not None
    yield walk.do(Sent(page.draft, page.version, {"name": "A4", "url": "https://ward.example/a"}))
    yield walk.on_page("leave")
    yield walk.do(Tapped("handouts:"))
    yield walk.tap("keep.handout.remove")


def _bringing(walk: Walk) -> Iterator[Shot]:
    """Bring a table in: one that is none, one with every kind of row; leave it, and keep it."""
    heads = [walk.words.say(name).split("、")[0] for name in HEADINGS.values()]
    long, tel = "x" * 1001, "090-1234-5678"
    rows = [heads, ["1", "2", walk.network.topics[0] if walk.network.topics else "", ""], [tel, "2", "", ""]]
    rows += [["", "", "", ""], ["", "2", "", ""], [long, "", "", ""], ["3", "", "", "99/99"], ["1", "", "", ""]]
    rows += [["4", "=1", "", ""], ["5", "", "", ""], ["6", "", "", ""]]
    for answer in ("leave", "bring"):
        yield walk.do(Tapped("keep.bring:"))
        yield _gives(walk, [["a"], ["b"]])
        yield _gives(walk, rows)
        yield walk.on_page(f"pick.{answer}")
    yield walk.do(Tapped("keep.bring:"))
    yield _gives(walk, rows)
    yield _gives(walk, [heads, *([str(number), "", "", ""] for number in range(301))])


def _gives(walk: Walk, rows: list[list[str]]) -> Shot:
    page = walk.scene.page
    assert page is not None
    text = "\r\n".join(",".join(row) for row in rows)
    return walk.do(Sent(page.draft, page.version, {"file": sheets.packed("a.csv", text.encode())}))
