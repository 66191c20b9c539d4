"""Files on cards, on every face: made once and after all else, handed over, gone with what they quote."""

from __future__ import annotations

import pytest
import structlog

from handlers.kit.house import House
from tests.bot.faces.papers import DOCX, MISSING, MORE, SAYS, SHEET, SVG, TITLE, Makers, png
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat


@pytest.fixture
def makers() -> Makers:
    """What makes the files."""
    return Makers()


@pytest.fixture
def house(makers: Makers) -> House:
    """A house that hands out files."""
    return makers.house()


@pytest.mark.each_face
def test_a_picture_comes_with_its_card_and_says_itself_in_words(talk: Talk, makers: Makers) -> None:
    talk.enters("絵").sees(TITLE, MORE, "［もう一度みる］")
    drawn = {"web": ("みた視点.svg", SVG)}.get(talk.face, ("みた視点.png", png()))
    assert talk.files == [drawn]
    assert talk.described == [SAYS]
    assert len(makers.threads) == 1
    talk.taps("もう一度みる").sees(TITLE)
    assert talk.files == [drawn]
    assert [name.partition("_")[0] for name in makers.threads] == ["files", "files"]


@pytest.mark.each_face
def test_a_paper_comes_under_a_name_that_every_system_allows(talk: Talk) -> None:
    talk.enters("シート").sees("シート")
    assert talk.files == [("振り返り_シート.docx", DOCX)]
    assert talk.described == [SHEET]


@pytest.mark.each_face
def test_a_file_that_cannot_be_made_is_one_sentence_and_nothing_else_is_lost(talk: Talk) -> None:
    with structlog.testing.capture_logs() as logs:
        talk.enters("こわれた").sees("ひとつめ", "ふたつめ")
    assert talk.files == [("よい.docx", DOCX)]
    if isinstance(talk, SlackChat):
        # The cards stand in a modal; the sentence stands behind it, in the chat.
        talk.closes()
    talk.sees(MISSING)
    assert [(log["event"], log["kind"], log["error"]) for log in logs if log["log_level"] == "error"] == [
        ("file.unmade", "docx", "ZeroDivisionError")
    ]
    assert "山田" not in repr(logs)


@pytest.mark.each_face
def test_nothing_of_a_file_is_kept(talk: Talk) -> None:
    talk.enters("シート").enters("絵")
    talk.world.run(talk.world.app.runtime.note_replied())
    kept = [path.read_bytes() for path in talk.world.settings.var.rglob("*") if path.is_file()]
    assert kept and [data for data in kept if DOCX in data or SVG in data or png() in data] == []


@pytest.mark.each_face
def test_a_file_goes_with_what_it_quotes(talk: Talk) -> None:
    talk.enters("シート")
    assert ".docx" in talk.everything
    talk.enters("消す")
    talk.comes()
    assert ".docx" not in talk.everything


@pytest.mark.each_face
def test_a_file_that_is_too_old_to_be_deleted_says_nothing_any_more(talk: Talk) -> None:
    talk.enters("シート")
    if isinstance(talk, TelegramChat):
        talk.telegram.book.now += 3 * 86400
    talk.waits(days=3)
    talk.enters("消す")
    talk.comes()
    assert "振り返り" not in talk.everything
    assert DOCX.decode() not in talk.everything
