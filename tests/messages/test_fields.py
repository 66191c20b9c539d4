"""障害種別: the list that is shipped, and in which fields a question is seen to be."""

from __future__ import annotations

import pytest

from handlers.network.rules import MOST_TOPICS, TOPIC
from messages import fields


def test_the_shipped_fields_fit_where_they_are_chosen() -> None:
    assert len(fields.names()) == len(set(fields.names())) <= MOST_TOPICS
    assert [name for name in fields.names() if not 1 <= len(name) <= TOPIC] == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("放デイが卒業で終わります。土曜の居場所を知りませんか", ("障害児",)),
        ("精神科から退院支援の相談です", ("精神障害",)),
        ("ＡＳＤの方の就労先", ("発達障害",)),
        ("asdの診断がある方", ("発達障害",)),
        ("医ケアのあるお子さんの就学", ("重症心身・医療的ケア", "障害児")),
        ("計画の書き方を教えてください", ()),
    ],
)
def test_a_question_is_seen_to_be_in_fields(text: str, seen: tuple[str, ...]) -> None:
    assert fields.seen_in(text) == seen


def test_a_ward_keeps_a_list_of_its_own() -> None:
    own = ["精神障害", "きこえ"]
    assert fields.names(own) == ("精神障害", "きこえ")
    assert fields.seen_in("統合失調症の方。放デイ。きこえの相談", own) == ("精神障害", "きこえ")
