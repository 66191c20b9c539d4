"""Years of nudges, through the real delivery: each occurrence once, never at night, never on a day off, none untrue."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.nudges.years import Years


def live(folder: Path, seed: int, years: float, backend: str = "sqlite") -> Years:
    """Let somebody live so many years; everything is checked on the way."""
    sim = Years(folder, seed, backend)
    try:
        sim.live(years)
    finally:
        sim.close()
    return sim


@pytest.mark.parametrize("seed", range(2))
def test_some_years(tmp_path: Path, seed: int) -> None:
    sim = live(tmp_path, seed, 0.75)
    assert sim.checked > 100


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_a_hundred_years(tmp_path: Path, seed: int) -> None:
    sim = live(tmp_path, seed, 5)
    # Whoever is never told anything was not simulated.
    assert (sim.checked > 1000, sim.said > 10) == (True, True)
