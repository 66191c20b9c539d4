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
    print(f"seed {seed}: {years} years, looked at {sim.checked} times, said {sim.said} things, {sim.happens.did}")
    return sim


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_some_years(tmp_path: Path, seed: int) -> None:
    sim = live(tmp_path, seed, 0.75)
    assert (sim.checked > 200, sim.said > 5) == (True, True)


@pytest.mark.postgres
def test_some_months_on_postgresql(tmp_path: Path) -> None:
    assert live(tmp_path, 2, 0.5, "postgres").checked > 120


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_a_hundred_years(tmp_path: Path, seed: int) -> None:
    sim = live(tmp_path, seed, 5)
    # Whoever is never told anything was not simulated.
    assert (sim.checked > 1500, sim.said > 50) == (True, True)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(200, 204))
def test_ten_years_on_postgresql(tmp_path: Path, seed: int) -> None:
    sim = live(tmp_path, seed, 2.5, "postgres")
    assert (sim.checked > 700, sim.said > 25) == (True, True)
