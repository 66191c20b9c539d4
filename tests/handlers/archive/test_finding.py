"""さがす: short words, one kanji, letters of the West; words of answers; other words for the same; page by page."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from handlers import archive
from handlers.archive import Found
from storage import answers, questions
from storage.db import Here
from tests.handlers.archive.conftest import Well
from tests.world import World, settings_for


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("犬", "犬を飼っている方の入院"),
        ("歯", "歯の治療に慣れた所"),
        ("GH", "ghの体験利用"),
        ("ＧＨ", "GHの家賃"),
        ("A型", "就労継続支援Ａ型の見学"),
        ("B", "B型の工賃"),
        ("65", "65歳からのサービス"),
        ("モニタリング", "ﾓﾆﾀﾘﾝｸﾞの間隔"),
        ("移動", "移動 支援のヘルパー"),
        ("高崎", "髙﨑の方の転入"),
        ("がっこう", "がっこうへの付き添い"),
        ("通院　送迎", "通院の送迎をしてくれる所"),
        ("通院、送迎", "送迎つきの通院"),
    ],
)
def test_short_words_are_found(well: Well, words: str, text: str) -> None:
    well.asks("請求の締め日について")
    id = well.asks(text)
    assert well.found(words) == [id]


def test_every_word_must_be_there(well: Well) -> None:
    both = well.asks("放デイの送迎について")
    well.asks("放デイの日数について")
    assert well.found("放デイ 送迎") == [both]
    assert well.found("放デイ 入浴") == []


def test_signs_and_spaces_are_no_words(well: Well) -> None:
    id = well.asks("手すりの助成")
    assert well.found(" 、・ ") == [id]
    assert well.found("") == [id]
    assert well.found("%") == [id]
    assert well.found("' OR 1=1 --") == []
    assert well.found('" AND *') == []


def test_another_word_for_the_same_finds_it(well: Well) -> None:
    id = well.asks("短期入所の空きを探しています")
    well.asks("就労移行の期限について")
    assert well.found("ショートステイ") == well.found("レスパイト") == well.found("短期入所") == [id]


def test_words_of_answers_find_their_question(well: Well) -> None:
    id = well.asks("土曜日の居場所を知りませんか")
    well.asks("計画の締切について")
    assert well.found("児童館") == []
    said = well.answers(id, "児童館が開いています。犬もいます")
    assert well.found("児童館") == well.found("犬") == [id]
    well.answers(id, "写真はありますか", kind="back")
    assert well.found("写真") == []

    def withdraw(here: Here) -> None:
        answers.move(here, said, answers.HERE, answers.WITHDRAWN, well.world.clock.now())
        archive.keep(here, id)

    well.does(withdraw)
    assert well.found("児童館") == []


def test_open_ones_come_first_then_the_newest(well: Well) -> None:
    old = well.asks("送迎の一")
    resolved = well.asks("送迎の二", state="resolved")
    new = well.asks("送迎の三")
    assert well.find("送迎", most=2) == Found((new, old), old)
    assert well.find("送迎", after=old, most=2) == Found((resolved,), None)
    assert well.find("送迎", most=3) == Found((new, old, resolved), None)


def test_a_topic_is_found_with_words_and_without(well: Well) -> None:
    work = well.asks("通勤の練習", ["就労"])
    well.asks("通勤の費用", ["お金"])
    assert list(well.find(topic="就労").question_ids) == [work]
    assert list(well.find("通勤", "就労").question_ids) == [work]
    assert list(well.find("通勤", "住まい").question_ids) == []


def test_what_is_hidden_or_deleted_is_not_found(well: Well) -> None:
    hidden, gone, stays = well.asks("送迎の一"), well.asks("送迎の二"), well.asks("送迎の三")

    def change(here: Here) -> None:
        questions.move(here, hidden, [questions.OPEN], questions.HIDDEN, well.world.clock.now())
        archive.keep(here, hidden)
        archive.forget(here, gone)
        here.session.delete(questions.get(here, gone))
        here.session.flush()

    well.does(change)
    assert well.found("送迎") == [stays]
    assert [hit.question_id for hit in well.similar("送迎", most=9)] in ([stays], [])


def test_a_corrected_question_is_found_by_its_new_words_alone(well: Well) -> None:
    id = well.asks("送迎のある放デイ")

    def correct(here: Here) -> None:
        question = questions.get(here, id)
        assert question
        question.body = "入浴できる生活介護"
        archive.keep(here, id)

    well.does(correct)
    assert (well.found("送迎"), well.found("入浴")) == ([], [id])


def test_what_is_like_a_text_is_not_looked_for_among_all_questions(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite"))
    well = Well(world)
    well.asks("送迎のある放デイ")
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_link: object, _cursor: object, statement: str, values: tuple[object, ...], *_more: object) -> None:
        asked.append((statement, values))

    engine = world.app.stores.database.reader
    event.listen(engine, "before_cursor_execute", note)
    assert len(well.similar("送迎のある放デイ")) == 1
    event.remove(engine, "before_cursor_execute", note)
    ((statement, values),) = [one for one in asked if "search_fts" in one[0]]
    with engine.connect() as link:
        plan = link.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    world.close()
    (how,) = [str(row[-1]) for row in plan if " questions " in str(row[-1])]
    assert how.endswith("(network_id=? AND id=?)")
