"""Whatever the desk's room of trainings, and a person's own trainings, show has one way home, and one way back."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from bot.preview import Shot, scenes
from handlers import cohorts, courses, deadlines, yearsheet
from handlers.desk import ways
from handlers.kit.cards import Button
from handlers.ladder import setting
from handlers.runs import talk as runs
from messages.words import msg

# The preview is walked through, which takes seconds.
pytestmark = pytest.mark.slow

HUB = Button(msg("training-hub-back"), "training")
# Where each conversation of the room begins.
ROOM = ("deadlines", "runs.desk", "runs.asked", "yearsheet", "cohort.desk", "courses", "ladder.set")
OWN = ("training.record", "training.why", "runs", "ladder", "rhythms")


def shown(acts: Collection[str]) -> list[Shot]:
    """Return what the preview shows after these acts, where nothing is asked."""
    every = [shot for shot in scenes() if shot.act in acts and shot.scene.cards and not shot.scene.page]
    # The last card of a form is left by its own button.
    return [shot for shot in every if "leave" not in [getattr(button, "verb", "") for button in buttons(shot)]]


def buttons(shot: Shot) -> list[object]:
    """Return the buttons of what is shown, card by card."""
    return [button for card in shot.scene.cards for button in card.buttons]


def test_every_card_of_the_room_ends_with_the_way_home() -> None:
    talks = (deadlines.CONVERSATION, runs.DESK, yearsheet.CONVERSATION, cohorts.DESK, courses.CONVERSATION)
    verbs = {verb for talk in (*talks, setting.CONVERSATION) for verb in talk.verbs}
    seen = shown(verbs)
    assert {shot.act for shot in seen} >= set(ROOM)
    wrong = [shot.act for shot in seen if [b for b in buttons(shot) if getattr(b, "verb", "") == "home"] != [ways.HOME]]
    assert sorted(set(wrong)) == []
    assert [shot.act for shot in seen if shot.scene.cards[-1].buttons[-1] != ways.HOME] == []


def test_what_begins_in_the_room_leads_back_to_it_and_what_begins_in_the_hub_to_that() -> None:
    for begins, back in ((ROOM, ways.TRAINING), (OWN, HUB)):
        seen = shown(begins)
        assert {shot.act for shot in seen} == set(begins)
        wrong = {shot.act: buttons(shot)[-2:] for shot in seen if buttons(shot)[-2:] != [back, ways.HOME]}
        assert wrong == {}
