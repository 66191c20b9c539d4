"""Buttons: what a press is taken apart into, and that nothing forged gets through."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from handlers.kit.cards import Button, Press, parse_press
from handlers.kit.errors import Stale
from messages.words import given
from storage.ids import short

# The same in every process: pytest-xdist compares the names of parametrised tests.
ID = short(UUID(int=7 << 76 | 2 << 62))
FORGED = [
    "",
    ":",
    "::",
    ":::",
    f":{ID}",
    "verb:id",
    f"verb:{ID}:x",
    f"verb:{ID}:-1",
    f"verb:{ID}:1:2",
    f"verb:{ID}:1.0",
    f"verb:{ID}:１",
    f"verb:{ID}:²",
    f"verb:{ID}:1234567890",
    f"verb:{ID[:-1]}",
    f"verb:{ID}A",
    f"verb:{ID[:-1]}=",
    f"verb:{ID[:-1]} ",
    f"verb:{'あ' * 22}",
    "verb:" + "_" * 22,
    "verb:../../etc/passwd",
    "ver b:",
    "verb\n:",
    "verb\x00:",
    "\ud800:",
    "' OR 1=1 --:",
    "<script>:",
    "v" * 65,
    "あ" * 22 + ":",
    f"verb:{ID}:" + "0" * 60,
]


def test_a_press_is_taken_apart_into_what_the_button_was_made_of() -> None:
    for button in (
        Button(given("x"), "home"),
        Button(given("x"), "pick.week", ID, 12),
        Button(given("x"), "a.b_c", ID),
    ):
        assert parse_press(button.data) == Press(button.verb, button.id, button.version)
    assert Button(given("x"), "home").data == "home:"
    assert parse_press(f"x:{ID}:0") == Press("x", ID, 0)


@pytest.mark.parametrize("data", FORGED)
def test_what_no_button_of_ours_could_send_is_stale(data: str) -> None:
    with pytest.raises(Stale):
        parse_press(data)


@example(st.one_of(st.text(max_size=80), st.text("verb:._-0123456789" + ID, max_size=70)))
def test_any_data_is_a_press_or_stale(data: str) -> None:
    try:
        press = parse_press(data)
    except Stale:
        return
    again = Button(given("x"), press.verb, press.id, press.version)
    assert parse_press(again.data) == press
