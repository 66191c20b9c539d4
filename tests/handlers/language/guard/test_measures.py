"""The guard holds its measures on marked texts: the floors of docs/guard.md."""

from __future__ import annotations

import json
import re
from pathlib import Path

from handlers.language.guard import spans
from tests.handlers.language.guard.measuring import Marked, Measured, measure, texts

HANDS = ("", "_more", "_third", "_fourth", "_fifth", "_sixth")
WROTE_RULES_BY = [f"{kind}{hand}" for kind in ("personal", "harmless") for hand in HANDS]
UNSEEN = ("personal_unseen", "harmless_unseen")
# The development sets stand beside the repository, where they stand at all.
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "language"


def of(*names: str) -> Measured:
    """Measure the guard on files of texts."""
    return measure(spans, [one for name in names for one in texts(name)])


def test_there_are_many_texts_of_both_kinds() -> None:
    every = [one for name in (*WROTE_RULES_BY, *UNSEEN) for one in texts(name)]
    assert sum(bool(one.must) for one in every) >= 450
    assert sum(not one.must and not one.may for one in every) >= 700


def test_on_the_texts_that_rules_were_written_by() -> None:
    found = of(*WROTE_RULES_BY)
    assert (found.recall >= 0.985, found.people_hit / found.people >= 0.975) == (True, True), found.wrong
    assert found.told_hit == found.told, found.wrong
    assert (found.f1 >= 0.985, found.nagged / found.harmless <= 0.01) == (True, True), found.wrong
    assert found.whole / found.must >= 0.97, found.wrong


def test_on_texts_that_no_rule_was_written_by() -> None:
    found = of(*UNSEEN)
    assert (found.recall >= 0.95, found.people_hit / found.people >= 0.95) == (True, True), found.wrong
    assert (found.f1 >= 0.96, found.nagged / found.harmless <= 0.03) == (True, True), found.wrong


def test_no_plain_question_of_the_field_is_nagged() -> None:
    """The words of the program itself and of its guides name nobody but the people of its examples."""
    root = Path(__file__).parents[4]
    lines = [
        line
        for path in sorted((root / "messages" / "ja").glob("*.ftl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    said = [line.partition("=")[2] for line in lines if "=" in line and not line.startswith("#")]
    found = [
        line
        for line in said
        if any(kind in ("person", "my_number", "recipient_no", "dob") for _, _, kind in spans(line))
    ]
    assert len(said) > 300
    assert len(found) <= len(said) // 200, found


def test_on_the_development_sets_where_they_are() -> None:
    sets = {path.name: _rows(path) for path in sorted(SHARED.glob("pii_*.jsonl"))}
    found = {name: measure(spans, rows) for name, rows in sets.items()}
    assert set(found) in ({"pii_dev.jsonl", "pii_offsets.jsonl"}, set())
    for name, one in found.items():
        assert one.wrong == [], name


def test_offsets_are_those_of_the_text_as_given_also_in_utf16() -> None:
    for head in (
        " ",
        "😀 ",
        "👨‍👩‍👧‍👦 ",
        "葛\U000e0100 ",
        "か\u3099\u3099 ",
        "㍿㌔㍻ ",
        "\ufeff ",
        "\u200b",
        "e\u0301 ",
        "𩸽の件 ",
        "\r\n",
    ):
        for name, tail in (
            ("渡辺", "さん"),
            ("渡\u200b辺", "さん"),
            ("髙﨑", "さん"),
            ("ﾜﾀﾅﾍﾞ", "さん"),
            ("ハ\u3099ハ\u3099", "様"),
        ):
            text = f"{head}{name}{tail}の件です"
            start, end, kind = spans(text)[0]
            assert (text[start:end], kind) == (name, "person")
            units = text.encode("utf-16-le")
            assert units[2 * _units(text[:start]) : 2 * _units(text[:end])].decode("utf-16-le") == name


def test_what_nobody_sees_at_the_edge_of_a_name_is_no_part_of_it() -> None:
    assert spans("\u200b山田\u200bさん") == [(1, 3, "person")]
    assert spans("葛\U000e0100西\U000e0101さん") == [(0, 4, "person")]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _rows(path: Path) -> list[Marked]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert all(re.fullmatch(r"[a-z]+\d+", row["id"]) for row in rows)
    return [
        Marked(
            row["text"],
            [(one[0], one[1], one[2]) for one in row["spans"] if len(one) == 3],
            [(one[0], one[1], one[2]) for one in row["spans"] if len(one) == 4],
        )
        for row in rows
    ]
