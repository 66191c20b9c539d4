"""What tests of what comes after a visit share: a visit that has been settled, answers on every face, and the rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from storage import hosts as having
from storage import people, seats
from storage.seats import Seat
from storage.visit_steps import VisitStep
from tests.chat import Chat, card_lines
from tests.handlers.visits.hosts import network, rows
from tests.privacy.visits import visit_of
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.world import ALONE, World

TOKYO = ZoneInfo("Asia/Tokyo")
SATO, SUZUKI = "佐藤 はるか", "鈴木 かなえ"
# A Tuesday.
START = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
WHEN = "11月24日（火）14:00–15:00"
OFFICE = "相談室 みなも（みほん みなも舎・1人の事業所）"
ASKED = "訪問、おつかれさまでした"
HOW = "どちらかおひとりが、どうだったかを残してください。話の中身はいりません。"
GOOD, PROMISE, OURS = "落ちついて聴いておられました", "様式を送る", "研修の案内を持っていく"
ONE = "おはようございます。お知らせは1つだけです。"
ASLEEP = "急がないお知らせは、12月8日（火）の朝までお休みにしています。"
Answer = tuple[str, str | None, str]


def at(world: World, moment: str) -> datetime:
    """Return a moment in Tokyo, written 2026-11-24 16:00, not before the clock's."""
    found = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO).astimezone(UTC)
    return max(found, world.clock.at)


def settled(world: World, *hosts: str, guest: str | None = ALONE, start: datetime = START, **values: Any) -> UUID:
    """Let a visit have been settled: with whom, by whom (one 主任, one of the centre); return its id."""
    world.clock.at = max(world.clock.at, START - timedelta(hours=5))
    with network(world) as (here, _):
        for person in people.everyone(here):
            person.rhythm = "none"
        office = people.by_name(here, ALONE)[0].office_id
        mine: dict[str, Any] = {"network_id": here.network_id}
        assert office
        guest_id = people.by_name(here, guest)[0].id if guest else None
        visit = visit_of(office, guest_id, START - timedelta(days=9), **mine | {"start_at": start} | values)
        visit.settled_at = visit.asked_at
        here.session.add(visit)
        here.session.flush()
        of_it = mine | {"visit_id": visit.id}
        here.session.add(VisitStep(**of_it, what="settled", at=visit.asked_at, version=1))
        for pool, name in zip((seats.CHIEF, seats.CENTRE), hosts or (SATO, SUZUKI), strict=False):
            host = people.by_name(here, name)[0]
            # Her hours are not asked for meanwhile.
            having.ensure(here, host.id).asked_for = date(2030, 1, 1)
            seat = Seat(**of_it, person_id=host.id, pool=pool, state=seats.COMES, asked_at=visit.asked_at)
            seat.agreed_to = start
            here.session.add(seat)
        return visit.id


def answers(talk: Talk, *typed: Answer) -> Talk:
    """Answer a form: each field by its name, what a page sends, and what a chat has as a button or is written."""
    if isinstance(talk, Chat):
        while talk.page and not talk.page["oneByOne"]:
            names = [field["name"] for field in talk.page["fields"]]
            talk.fills({name: value for name, value, _ in typed if name in names})
        return talk
    if isinstance(talk, SlackChat):
        return _modals(talk, {name: (value, label) for name, value, label in typed})
    for _, _, label in typed:
        _ = talk.taps(label) if label in talk.buttons else talk.says(label)
    return talk.taps("送る") if "送る" in talk.buttons else talk


def expect_came(talk: Talk, *lines: str) -> None:
    """Check that each of these lines stands in what has just come unasked."""
    shown = talk.text.split("\n")
    if isinstance(talk, Chat):
        shown = [line for notice in talk.notices for card in notice["cards"] for line in card_lines(card)]
    assert [line for line in lines if line not in shown] == [], shown


def _modals(talk: SlackChat, typed: dict[str, tuple[str | None, str]]) -> SlackChat:
    while talk.modal and (fields := [block for block in talk.modal.blocks if block["type"] == "input"]):
        for block in fields:
            value, label = typed.get(block["block_id"].partition(":")[0], (None, ""))
            writes = block["element"]["type"] in ("plain_text_input", "number_input", "datepicker")
            if value is not None and writes:
                talk.slack.types(talk.user, block["block_id"], value)
            elif value is not None:
                talk.slack.chooses(talk.user, block["block_id"], label)
        talk.submits()
    return talk


def goes_on(talk: Talk) -> Talk:
    """Close what lies over the chat."""
    if isinstance(talk, SlackChat):
        talk.closes()
    return talk


OUTCOME: Answer = ("outcome", "held", "実施")
PLANNED: Answer = ("minutes", None, "予定どおり（60分）")
NO_GOOD: Answer = ("good", None, "書かない")
AS_USUAL: Answer = ("quiet", "no", "いつもどおり")
QUIET: Answer = ("quiet", "yes", "しばらく静かに")
NOTHING: Answer = ("what1", None, "ない")


def outcomes(world: World) -> list[tuple[Any, ...]]:
    """Return of each visit its state, outcome, minutes and whether it was hard."""
    found = rows(world, "SELECT state, outcome, lasted, heavy FROM visits ORDER BY asked_at, id")
    return [(*row[:3], bool(row[3])) for row in found]


def waiting(world: World, name: str) -> list[tuple[str, str]]:
    """Return what waits for somebody, as kind and day, the first first."""
    wanted = "SELECT o.kind, o.due_at FROM outbox o JOIN people p ON p.id = o.person_id"
    found = rows(world, f"{wanted} WHERE p.name = :name AND o.state = 'waiting' ORDER BY o.due_at, o.kind", name=name)
    return [(kind, _day(due)) for kind, due in found]


def _day(moment: datetime | str) -> str:
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(TOKYO).strftime("%m-%d")
