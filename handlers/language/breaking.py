"""Where a line may not begin (禁則): signs that belong to the letter before them."""

from __future__ import annotations

NEVER_FIRST = "ー・、。）」"
