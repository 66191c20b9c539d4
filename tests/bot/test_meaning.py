"""The level [semantic] from end to end: vectors after questions are kept, a turn that asks for one, what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from bot import settings as all_settings
from bot.settings import SettingsError, load
from handlers import archive
from handlers.archive import meant
from storage import questions
from storage.db import Here
from storage.vectors import Vector
from tests.handlers.archive.conftest import Well
from tests.world import World, settings_for

pytestmark = pytest.mark.semantic


@pytest.fixture
def well(tmp_path: Path) -> Iterator[Well]:
    """The demo network's questions in a program that compares what they mean."""
    world = World(settings_for(tmp_path / "var", "sqlite", search="semantic"))
    yield Well(world)
    world.close()


def vectors(well: Well) -> dict[UUID, str]:
    """Return the editions of the vectors that are kept."""
    with well.world.app.stores.database.read() as session:
        return {row.id: row.edition for row in session.scalars(select(Vector))}


def tick(well: Well) -> None:
    """Let the index catch up."""
    well.world.run(well.world.app.indexing.tick())


def test_a_question_is_found_by_what_it_means(well: Well) -> None:
    far = well.asks("請求の締め日に間に合いませんでした")
    near = well.asks("歯科の訪問診療をしてくれるところを探しています")
    assert vectors(well) == {}
    tick(well)
    texts = {far: "請求の締め日に間に合いませんでした", near: "歯科の訪問診療をしてくれるところを探しています"}
    assert vectors(well) == {id: meant.edition(text) for id, text in texts.items()}
    assert [hit.question_id for hit in well.similar("おうちまで来て口の中を診てほしい")][:1] in ([near], [])
    asked = well.world.app.house.meaning
    assert asked is not None and asked.known("おうちまで来て口の中を診てほしい") is not None


def test_what_a_question_means_follows_its_text(well: Well) -> None:
    id = well.asks("送迎のある放デイ")
    tick(well)

    def correct(here: Here) -> None:
        question = questions.get(here, id)
        assert question
        question.body = "入浴できる生活介護"
        archive.keep(here, id)

    well.does(correct)
    assert vectors(well) == {}
    tick(well)
    assert vectors(well) == {id: meant.edition("入浴できる生活介護")}
    well.does(lambda here: archive.keep(here, id))
    assert vectors(well) == {id: meant.edition("入浴できる生活介護")}
    well.does(lambda here: archive.forget(here, id))
    assert vectors(well) == {}


def test_what_is_not_read_yet_is_found_by_its_words(well: Well) -> None:
    id = well.asks("送迎のある放デイを探しています")
    assert [hit.question_id for hit in well.similar("送迎のある放デイ")] == [id]


def test_what_was_hidden_since_is_not_shown(well: Well) -> None:
    id = well.asks("送迎のある放デイを探しています")
    tick(well)
    assert [hit.question_id for hit in well.similar("送迎のある放デイ")] == [id]

    def hide(here: Here) -> None:
        questions.move(here, id, [questions.OPEN], questions.HIDDEN, well.world.clock.now())

    well.does(hide)
    assert well.similar("送迎のある放デイ") == []


def test_for_chiefs_is_for_chiefs(well: Well) -> None:
    id = well.asks("送迎のある放デイを探しています", audience="chiefs")
    tick(well)
    assert well.similar("送迎のある放デイ") == []
    assert [hit.question_id for hit in well.similar("送迎のある放デイ", ["all", "chiefs"])] == [id]


def test_without_the_extra_a_start_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(all_settings, "installed", lambda: False)
    with pytest.raises(SettingsError) as refused:
        load(search="semantic")
    assert [problem.id for problem in refused.value.problems] == ["settings-search"]
    assert load().search == "base"
