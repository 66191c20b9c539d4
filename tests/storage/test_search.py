"""The index: what it finds in which order, what leaves it, and that both databases find the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from storage import answers, questions, search
from storage.db import Here
from storage.questions import Question
from tests.privacy.well import question_of
from tests.storage.conftest import InNetwork

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Ask = Callable[..., UUID]


@pytest.fixture
def ask(here: InNetwork) -> Ask:
    """Let a question be found by tokens: its state, audience, age in days and topics may be said."""

    def kept(tokens: Collection[int], days: int = 0, topics: Collection[str] = (), **values: str) -> UUID:
        with here() as inside:
            question = question_of(None, NOW - timedelta(days=days), **values)
            questions.add(inside, question, topics)
            search.index(inside, question.id, question.audience, "1", tokens)
            return question.id

    return kept


def likely(
    here: InNetwork, weights: dict[int, float], audiences: Collection[str] = ("all",), most: int = 9
) -> set[UUID]:
    """Return what is likely, looked up with the counts as they are."""
    with here() as inside:
        return {id for id, _ in search.likely(inside, weights, search.counts(inside, weights), audiences, most)}


def found(here: InNetwork, *groups: Collection[int], topic: str = "", after: UUID | None = None) -> list[UUID]:
    """Return what is found for everybody, three a page."""
    with here() as inside:
        return search.found(inside, groups, topic, ["all"], after, 3)


def counted(here: InNetwork) -> dict[int, int]:
    """Return all counts."""
    with here() as inside:
        rows = inside.session.execute(select(search.Count.id, search.Count.n))
        return {id.int: n for id, n in rows}


def test_what_shares_the_most_weight_is_likely(here: InNetwork, ask: Ask) -> None:
    one, two, both = ask([11]), ask([13]), ask([11, 13])
    assert likely(here, {11: 1.0, 13: 2.0}) == {one, two, both}
    assert likely(here, {11: 1.0, 13: 2.0}, most=2) == {two, both}
    assert likely(here, {11: 3.0, 13: 2.0}, most=2) == {one, both}
    assert likely(here, {15: 1.0}) == set()


def test_a_question_comes_with_all_its_tokens(here: InNetwork, ask: Ask) -> None:
    id = ask([11, 12, 2**48 - 1])
    with here() as inside:
        assert search.likely(inside, {11: 1.0}, {11: 1}, ["all"], 9) == [(id, (search.EVERY, 11, 12, 2**48 - 1))]


def test_odd_tokens_are_counted(here: InNetwork, ask: Ask) -> None:
    first, second = ask([11, 12]), ask([11, 13, 14])
    assert counted(here) == {search.EVERY: 2, 11: 2, 13: 1}
    with here() as inside:
        search.index(inside, second, "all", "1", [15])
    assert counted(here) == {search.EVERY: 2, 11: 1, 15: 1}
    with here() as inside:
        search.forget(inside, first)
        search.forget(inside, first)
        search.forget(inside, second)
    assert counted(here) == {}


def test_many_counts_are_read_by_name_and_the_few_all(here: InNetwork, ask: Ask) -> None:
    few, many, other = 11, 2**41 + 1, 2**41 + 3
    ask([few, many, other])
    with here() as inside:
        assert search.counts(inside, [many]) == {search.EVERY: 1, few: 1, many: 1}


def test_what_is_forgotten_is_not_looked_up_any_more(here: InNetwork, ask: Ask) -> None:
    gone, stays = ask([11]), ask([11])
    with here() as inside:
        search.forget(inside, gone)
    assert (likely(here, {11: 1.0}), found(here, [11])) == ({stays}, [stays])
    with here() as inside:
        if inside.session.connection().dialect.name == "sqlite":
            rows = inside.session.scalar(text("SELECT count(*) FROM search_fts WHERE search_fts MATCH 'b'"))
            assert rows == 1


def test_only_what_others_see_is_found(here: InNetwork, ask: Ask) -> None:
    ids = {state: ask([11], state=state) for state in ("open", "resolved", "withdrawn", "hidden")}
    assert likely(here, {11: 1.0}) == {ids["open"], ids["resolved"]}
    assert found(here, [11]) == found(here) == [ids["open"], ids["resolved"]]


def test_what_is_for_chiefs_takes_nobody_elses_place(here: InNetwork, ask: Ask) -> None:
    chiefs = [ask([11, 13], audience="chiefs") for _ in range(3)]
    everybodys = ask([11])
    assert likely(here, {11: 1.0, 13: 1.0}, most=1) == {everybodys}
    assert likely(here, {11: 1.0, 13: 1.0}, ["all", "chiefs"]) == {everybodys, *chiefs}
    assert likely(here, {11: 1.0, 13: 1.0}, ["chiefs"]) == set(chiefs)
    assert found(here, [11]) == [everybodys]


def test_what_became_the_chiefs_alone_is_not_found_by_others_before_it_is_indexed_again(
    here: InNetwork, ask: Ask
) -> None:
    id = ask([11])
    with here() as inside:
        question = questions.get(inside, id)
        assert question
        question.audience = "chiefs"
    assert (likely(here, {11: 1.0}), found(here, [11])) == (set(), [])


def test_common_tokens_are_left_out_while_rare_ones_fill_the_entries(
    here: InNetwork, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_ENTRIES", 2)
    common = [ask([11]) for _ in range(3)]
    rare = ask([11, 13])
    assert likely(here, {11: 9.0, 13: 1.0}) == {rare}
    # Where nothing is rare, some of what is common is still better than nothing.
    assert len(likely(here, {11: 9.0})) == 2
    assert likely(here, {11: 9.0}) < {*common, rare}


def test_open_ones_come_first_then_the_newest_page_by_page(here: InNetwork, ask: Ask) -> None:
    old, older = ask([11], 3, state="resolved"), ask([11], 5, state="resolved")
    new, newest, oldest = ask([11], 2), ask([11], 1), ask([11], 9)
    ask([13])
    assert found(here, [11]) == [newest, new, oldest]
    assert found(here, [11], after=new) == [oldest, old, older]
    assert found(here, [11], after=oldest) == [old, older]
    assert found(here, [11], after=old) == [older]
    assert found(here, [11], after=older) == []


def test_every_group_must_be_there_with_one_of_its_tokens(here: InNetwork, ask: Ask) -> None:
    first, second, _ = ask([11, 12], 1), ask([13, 12], 2), ask([11, 13], 3)
    assert found(here, [11, 13], [12]) == [first, second]
    assert found(here, [11], [12]) == [first]
    assert found(here, [17]) == []


def test_a_topic_is_asked_for_with_words_and_without(here: InNetwork, ask: Ask) -> None:
    work, home = ask([11], 1, ["就労", "お金"]), ask([11], 2, ["住まい"])
    assert found(here, topic="就労") == [work]
    assert found(here, [11], topic="住まい") == [home]
    assert found(here, [13], topic="住まい") == []
    assert found(here, topic="余暇") == []


def test_tokens_are_of_one_network() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert search.token(one, "x") != search.token(other, "x")
    assert search.token(one, "x", counted=True) == search.token(one, "x") + 1
    assert search.token(one, "x", few=True) < 2**40 <= search.token(one, "x") < 2**48


def test_a_question_that_is_indexed_cannot_be_deleted_with_its_entry_left(here: InNetwork, ask: Ask) -> None:
    id = ask([11])
    with here() as inside:
        search.forget(inside, id)
        inside.session.delete(inside.session.get_one(Question, (inside.network_id, id)))
        inside.session.flush()
        assert answers.thread(inside, id) == []
    assert counted(here) == {}


def test_two_networks_do_not_see_one_anothers(here: InNetwork, ask: Ask) -> None:
    ask([11])
    with here() as inside:
        elsewhere = Here(inside.session, UUID(int=9))
        assert search.likely(elsewhere, {11: 1.0}, {11: 1}, ["all"], 9) == []
        assert search.found(elsewhere, [[11]], "", ["all"], None, 9) == []
        assert search.counts(elsewhere, [11]) == {}
