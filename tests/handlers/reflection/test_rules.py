"""What a reflection looks at, and when its next step is asked about."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.reflection import rules
from messages.perspectives import DEFAULT, load_set

SET = load_set(DEFAULT)
KEYS = [perspective.key for perspective in SET.perspectives]
DAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_what_was_never_looked_at_comes_first_then_what_is_longest_ago() -> None:
    last = {"b": DAY, "a": DAY + timedelta(1), "d": DAY - timedelta(1)}
    assert rules.least_recent(["a", "b", "c", "d", "e"], last) == ["c", "e", "d", "b", "a"]
    assert rules.least_recent(["a", "b"], {"a": DAY, "b": DAY}) == ["a", "b"]
    assert rules.least_recent([], last) == []


def test_three_minutes_are_the_two_least_recent_in_the_sets_order() -> None:
    assert rules.perspectives_for("quick", SET, {}) == KEYS[:2]
    last = {key: DAY + timedelta(days=number) for number, key in enumerate(reversed(KEYS))}
    assert rules.perspectives_for("quick", SET, last) == KEYS[-2:]
    assert rules.perspectives_for("trial", SET, {KEYS[0]: DAY}) == KEYS[1:3]
    assert rules.perspectives_for("all", SET, last) == KEYS


def test_after_three_times_three_minutes_everything_was_looked_at_once() -> None:
    last: dict[str, datetime] = {}
    seen: Counter[str] = Counter()
    for day in range(6):
        picked = rules.perspectives_for("quick", SET, last)
        seen.update(picked)
        last |= dict.fromkeys(picked, DAY + timedelta(days=day))
    assert seen == Counter(dict.fromkeys(KEYS, 2))


def test_nobody_sees_a_prompt_twice_before_all_were_seen() -> None:
    for perspective in SET.perspectives:
        seen: dict[str, datetime] = {}
        order = []
        for day in range(2 * len(perspective.prompts)):
            key = rules.prompt_for(perspective, seen)
            order.append(key)
            seen[f"{perspective.key}.{key}"] = DAY + timedelta(days=day)
        keys = [prompt.key for prompt in perspective.prompts]
        assert order == keys + keys


@given(st.lists(st.sampled_from(KEYS), unique=True), st.integers(0, 2**32))
def test_what_is_picked_is_never_newer_than_what_is_left(looked: list[str], noise: int) -> None:
    last = {key: DAY + timedelta(minutes=noise * number % 997) for number, key in enumerate(looked)}
    picked = rules.perspectives_for("quick", SET, last)
    left = [last.get(key) for key in KEYS if key not in picked]
    newest = [last[key] for key in picked if key in last]
    assert len(picked) == 2 and picked == sorted(picked, key=KEYS.index)
    assert not newest or all(moment is not None and moment >= max(newest) for moment in left)


def test_the_day_of_the_question() -> None:
    monday = date(2026, 12, 28)
    assert rules.ask_day("week", monday) == date(2027, 1, 4)
    # The 11th is 成人の日; a Sunday's week ends on a Sunday, and the letter comes on Monday.
    assert rules.ask_day("fortnight", monday) == date(2027, 1, 12)
    assert rules.ask_day("week", date(2026, 11, 22)) == date(2026, 11, 30)
    assert [rules.ask_day(choice, monday) for choice in ("never", None, "gone")] == [None, None, None]


def test_the_set_is_the_six_values_with_five_prompts_or_more_each() -> None:
    assert [perspective.label for perspective in SET.perspectives] == [
        "本人中心",
        "社会モデル",
        "エンパワメント",
        "権利擁護",
        "地域に根ざす",
        "意思決定",
    ]
    assert min(len(perspective.prompts) for perspective in SET.perspectives) >= 5
    kinds = Counter(prompt.key for perspective in SET.perspectives for prompt in perspective.prompts)
    # What was fact and what was feeling, and what to do when a plan will not get written.
    assert kinds["fact_and_feeling"] >= 5 and kinds["plan_stuck"] >= 5
    assert "Ver. 8" in SET.source and SET.checked_on.year == 2026
