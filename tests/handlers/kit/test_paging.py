"""Lists some at a time: every row once, whatever comes or goes between two pages."""

from __future__ import annotations

import pytest

from handlers.kit.paging import page


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 16, 17, 24])
def test_every_row_stands_on_one_page(count: int) -> None:
    rows, seen, after = list(range(count)), list[int](), ""
    while True:
        shown, after = page(rows, after, 8, str)
        assert len(shown) <= 8
        seen += shown
        if not after:
            break
    assert seen == rows


def test_what_comes_first_meanwhile_moves_no_page() -> None:
    _, after = page([5, 4, 3, 2, 1], "", 2, str)
    assert page([6, 5, 4, 3, 2, 1], after, 2, str) == ([3, 2], "2")


def test_a_row_that_has_gone_brings_back_to_the_beginning() -> None:
    assert page([3, 2, 1], "4", 2, str) == ([3, 2], "2")
