"""Of the same corporation as the office: said wherever people are chosen, unless the network does not mind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from handlers.fitting import finding, lists
from handlers.visits import booking
from storage.ids import short
from tests.handlers.fitting.steps import asked, does, goes, hosts, tokyo
from tests.handlers.places.town import does as does_as
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, have_hours, network
from tests.talk import Talk
from tests.world import CENTRE

Meets = Callable[[str], Talk]
# The office and the chief are both of みほん福祉会.
HINATA, GUEST, SAME = "相談支援センター ひなた", "伊藤 あおい", "事業所と同じ法人です"
THEN, DAY = tokyo("2026-12-03 14:00"), f"12月3日（木） {HINATA}"


def desk_where(talk_as: Meets, rule: str, *names: str) -> Talk:
    """Return the coordinator of a network that minds or does not, where these have hours."""
    desk = talk_as(CENTRE)
    have_hours(desk.world, *names)
    with network(desk.world) as (_, found):
        found.own_house = rule
    return desk


def shown(desk: Talk) -> str:
    """Return what stands there, also in the lists of a page."""
    page = getattr(desk, "page", None) or {"fields": []}
    labels = [option["label"] for field in page["fields"] for option in field["options"]]
    return "\n".join([desk.text, *labels])


@pytest.mark.parametrize(("rule", "says"), [("warn", True), ("allow", False)])
def test_where_somebody_is_swapped_or_set(talk_as: Meets, rule: str, says: bool) -> None:
    desk = desk_where(talk_as, rule, TAKAHASHI, SUZUKI)
    asked(desk.world, HINATA, start=THEN, by=GUEST)
    goes(desk, "訪問の一覧", DAY, "来る人を変える", "主任を変える")
    assert (f"{SATO}（今年度0件）・この時間は入っています・{SAME}" in shown(desk)) is says


@pytest.mark.parametrize(("rule", "says"), [("warn", True), ("allow", False)])
def test_at_each_time_that_suits_and_in_the_list(talk_as: Meets, rule: str, says: bool) -> None:
    desk = desk_where(talk_as, rule, SATO, SUZUKI)
    id = asked(desk.world, HINATA, by=GUEST)
    goes(desk, "訪問の一覧", HINATA, "合う時間を見る")
    times = [label for label in desk.buttons if "月" in label and "–" in label]
    assert times and [label.endswith("・同じ法人") for label in times] == [says] * len(times)
    desk.taps(times[0])
    assert hosts(desk.world, id) == [SATO, SUZUKI]
    goes(desk, "訪問の一覧")
    assert ("・事業所と同じ法人の方がいます" in desk.text) is says


def test_where_somebody_is_found_for_who_cannot_come(talk_as: Meets) -> None:
    desk = desk_where(talk_as, "warn", TAKAHASHI, SUZUKI)
    id = asked(desk.world, HINATA, start=THEN, by=GUEST)
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    does(desk.world, TAKAHASHI, booking.decline, id)
    have_hours(desk.world, SATO)
    goes(desk, "訪問の一覧", DAY, "来る人を変える", "主任を選ぶ")
    assert f"{SATO}（今年度0件）・{SAME}" in shown(desk)


@contextmanager
def reading(table: str) -> Iterator[list[str]]:
    """Return the statements that read a table meanwhile."""
    noted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        noted.extend([statement] if f"FROM {table}" in statement else [])

    event.listen(Engine, "before_cursor_execute", note)
    yield noted
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(("rule", "marks"), [("warn", True), ("forbid", False)])
def test_the_marks_are_worked_out_once(talk_as: Meets, rule: str, marks: bool) -> None:
    desk = desk_where(talk_as, rule, SATO, TAKAHASHI, SUZUKI)
    id = asked(desk.world, HINATA, by=GUEST)
    with reading("visit_cells") as noted:
        ask = does_as(desk.world, CENTRE, lambda turn: finding.times(turn, short(id))).ask
        looked = len(noted)
        assert ask
        does_as(desk.world, CENTRE, lambda turn: finding.build(turn, ask.params))
    # Two statements to find the times, two for each of them to see who would be asked, none to build the form.
    assert len(noted) == looked == (2 + 2 * finding.MOST if marks else 2)


def test_a_list_reads_once_who_can_come(talk_as: Meets) -> None:
    desk = desk_where(talk_as, "warn", SATO, SUZUKI)
    counts = []
    for day in (3, 4, 7):
        asked(desk.world, HINATA, start=tokyo(f"2026-12-{day:02} 14:00"), by=GUEST)
        with reading("people LEFT OUTER JOIN offices") as noted:
            does_as(desk.world, CENTRE, lists.listed)
        counts.append(len(noted))
    assert counts == [1, 1, 1]
