"""The masks find what a plain search finds, quarter by quarter and host by host."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from handlers.visits import free

SIZE = 3 * free.DAY
HOSTS = "abcdef"

Quarters = set[int]
some_quarters = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(1, 40)), max_size=5).map(
    lambda spans: {at for begin, count in spans for at in range(begin, min(begin + count, SIZE))}
)


def mask_of(quarters: Quarters) -> int:
    """Return a set as a mask."""
    return sum(1 << at for at in quarters)


def set_of(mask: int) -> Quarters:
    """Return a mask as a set."""
    return set(free.places(mask))


def naive_starts(hours: Quarters, busy: Quarters, length: int, buffer: int) -> Quarters:
    """Return when a visit can begin: each start is looked at by itself."""
    return {
        at
        for at in range(SIZE)
        if all(one in hours for one in range(at, at + length))
        and all(0 <= one < SIZE and one not in busy for one in range(at - buffer, at + length + buffer))
    }


@given(hours=some_quarters, busy=some_quarters, length=st.integers(1, 12), buffer=st.integers(0, 4))
def test_a_host_can_begin_when_a_plain_search_says_so(
    hours: Quarters, busy: Quarters, length: int, buffer: int
) -> None:
    found = free.starts(mask_of(hours), mask_of(busy), SIZE, length, buffer)
    assert set_of(found) == naive_starts(hours, busy, length, buffer)


@given(
    starts=st.fixed_dictionaries(dict.fromkeys(HOSTS, some_quarters)),
    pools=st.lists(st.sets(st.sampled_from(HOSTS)), min_size=1, max_size=3),
)
def test_each_pool_sends_somebody_of_its_own(starts: dict[str, Quarters], pools: list[set[str]]) -> None:
    expected = {
        at
        for at in range(SIZE)
        if any(
            len(set(team)) == len(pools) and all(at in starts[who] for who in team)
            for team in product(*(sorted(pool) for pool in pools))
        )
    }
    assert set_of(free.together(pools, {who: mask_of(some) for who, some in starts.items()})) == expected


@given(masks=st.lists(some_quarters, max_size=5), count=st.integers(1, 4))
def test_where_so_many_have_time(masks: list[Quarters], count: int) -> None:
    expected = {at for at in range(SIZE) if sum(at in one for one in masks) >= count}
    assert set_of(free.at_least(map(mask_of, masks), count)) == expected


@given(week=st.lists(st.integers(0, (1 << free.DAY) - 1), min_size=7, max_size=7), weekday=st.integers(0, 6))
def test_every_week_is_the_same(week: list[int], weekday: int) -> None:
    for days in (1, 6, 7, 8, 20, 93):
        expected = sum(week[(weekday + day) % 7] << (day * free.DAY) for day in range(days))
        assert free.every_week(week, weekday, days) == expected


def test_hours_are_rounded_inwards_and_what_is_taken_out_outwards() -> None:
    assert set_of(free.inside(9 * 60 + 10, 10 * 60)) == {37, 38, 39}
    assert set_of(free.touched(9 * 60 + 10, 10 * 60 + 1)) == {36, 37, 38, 39, 40}
    assert free.inside(9 * 60, 9 * 60 + 10) == 0


def test_no_pool_needs_nobody_and_an_empty_one_can_send_nobody() -> None:
    assert free.together([[], ["a"]], {"a": 7}) == 0
    assert free.together([["a"], ["a"]], {"a": 7}) == 0
    assert free.together([["a"], ["a", "b"]], {"a": 7, "b": 3}) == 3
