"""The ladder as data: every key once, every role in a band, a source for each, and a network's own instead."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.kit.text import utf16_units
from handlers.ladder import rules
from messages.ladder import COUNTS, PRACTICE, Band, Role, kept, ladder


def test_the_shipped_bands_overlap_and_have_no_gap() -> None:
    assert ladder().bands == (
        Band("first", "初任", 1, 5),
        Band("middle", "中堅", 3, 10),
        Band("senior", "ベテラン", 8, None),
    )
    assert ladder().count_from == PRACTICE


def test_every_role_is_of_a_band_and_says_where_it_stands() -> None:
    found = ladder().roles
    assert len({role.key for role in found}) == len(found) == 10
    assert {role.band for role in found} == {"first", "middle", "senior"}
    assert {(role.source, role.checked_on) for role in found} == {
        ("世田谷区 相談支援専門員のキャリアラダー（現在構築中）", date(2026, 2, 1))
    }


def test_what_is_shipped_could_have_been_set() -> None:
    found = ladder()
    assert max(utf16_units(band.name) for band in found.bands) <= rules.NAME
    assert max(utf16_units(role.text) for role in found.roles) <= rules.TEXT
    # A tick keeps the key of its role.
    assert max(len(role.key) for role in found.roles) <= 40
    assert max(len(found.of_band(band.key)) for band in found.bands) <= rules.MOST_ROLES


def test_a_networks_own_rows_take_the_place_of_all() -> None:
    own: list[dict[str, Any]] = [
        {"count_from": COUNTS[1]},
        {"band": "b", "name": "あと", "first": 6, "last": None},
        {"band": "a", "name": "まえ", "first": 1, "last": 6},
        {"role": "r", "of": "a", "text": "する", "source": "", "checked_on": None},
    ]
    found = ladder(own)
    assert [band.key for band in found.bands] == ["a", "b"]
    assert (found.count_from, found.of_band("a"), found.of_band("b")) == ("initial", (Role("r", "a", "する"),), ())
    assert (found.role("r"), found.role("first-plan")) == (Role("r", "a", "する"), None)
    assert kept(own) == own and kept(own)[0] is not own[0]


def test_the_kept_rows_say_the_same_again() -> None:
    assert ladder(kept()) == ladder()
