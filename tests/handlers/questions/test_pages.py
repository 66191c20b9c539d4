"""A page that comes back is told what of a thread nobody can read any more."""

from __future__ import annotations

from storage.ids import short
from tests.handlers.questions.steps import asked, said
from tests.world import ALONE, World

CHIEF = "佐藤 はるか"


def test_a_page_that_comes_back_is_told_what_is_gone(world: World) -> None:
    here, gone = asked(world, ALONE), asked(world, ALONE, state="withdrawn")
    hidden = asked(world, CHIEF, state="hidden")
    answers = [said(world, here, CHIEF, state=state) for state in ("here", "hidden", "withdrawn")]
    lost = said(world, gone, CHIEF)
    shows = [short(id) for id in (here, gone, hidden, *answers, lost)]
    found = world.run(world.app.runtime.gone([*shows, f"opened-{shows[0]}"]))
    assert found == [short(id) for id in (gone, hidden, *answers[1:], lost)]
