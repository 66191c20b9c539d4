"""Files on their way to and from Telegram: certain, doubtful, or for ever; in order, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.shown import shown
from tests.bot.faces.lists import BRING, Lists, people
from tests.bot.faces.papers import DOCX, MISSING, SAYS, SHEET, TITLE, Makers, png
from tests.bot.faces.telegram.conftest import SHORT, USER, face_of
from tests.simulators.telegram import TOKEN, Refused, Telegram
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, World, settings_for

pytestmark = pytest.mark.slow

MARK = "（再送）"
HTML = (502, b"<html><body><h1>Bad Gateway</h1></body></html>")
SAID = b'name = "x"'


def chat_in(folder: Path, house: Any) -> TelegramChat:
    """Return the chat of a counsellor on SQLite, in a house of the tests' own."""
    server = Telegram()
    world = World(settings_for(folder / "var", "sqlite", telegram_token=TOKEN), house=house, beside=server)
    join(world, USER, ALONE)
    face_of(world).answers.waits = SHORT
    return TelegramChat(world, server, USER).opens()


@pytest.fixture
def makers() -> Makers:
    """What makes the files."""
    return Makers()


@pytest.fixture
def line(tmp_path: Path, makers: Makers) -> Iterator[TelegramChat]:
    """The chat where files are handed out."""
    chat = chat_in(tmp_path, makers.house())
    yield chat
    chat.world.close()
    assert chat.telegram.wrong == []


@pytest.fixture
def lists() -> Lists:
    """The conversation that asks for files."""
    return Lists(people(3))


@pytest.fixture
def asking(tmp_path: Path, lists: Lists) -> Iterator[TelegramChat]:
    """The chat where a file is asked for."""
    chat = chat_in(tmp_path, lists.house()).enters("渡す").sees(BRING)
    yield chat
    chat.world.close()
    assert chat.telegram.wrong == []


def stands(chat: TelegramChat) -> list[str]:
    """Return what stands in the chat since she pressed, each message by its first line, files by their names."""
    return [one.file.name if one.file else one.text.split("\n")[0] for one in chat.news]


def quotes(chat: TelegramChat) -> list[str]:
    """Return the references of what is known to quote something."""
    with chat.world.app.stores.database.read() as session:
        return sorted(row.reference for row in session.execute(shown.select()))


def test_a_file_follows_its_card_and_each_card_the_one_before(line: TelegramChat) -> None:
    line.enters("こわれた")
    assert stands(line) == ["ひとつめ", MISSING, "ふたつめ", "よい.docx"]
    line.enters("シート")
    assert stands(line) == ["シート", "振り返り_シート.docx"]
    assert line.news[1].photo is False
    assert quotes(line) == [str(line.news[0].id), f"file:{line.news[1].id}"]


@pytest.mark.parametrize("times", [1, 2])
def test_too_many_is_waited_for_and_made_once(line: TelegramChat, makers: Makers, times: int) -> None:
    line.telegram.trouble("sendPhoto", error=Refused(429, "Too Many Requests", retry_after=1), times=times)
    line.enters("絵")
    assert (stands(line), line.files) == ([TITLE, "みた視点.png"], [("みた視点.png", png())])
    assert len(makers.threads) == 1


@pytest.mark.parametrize("how", [{"drop": True}, {"page": HTML}, {"page": (200, b"")}], ids=["drop", "html", "empty"])
def test_one_that_may_have_arrived_comes_again_and_says_so(
    line: TelegramChat, makers: Makers, how: dict[str, Any]
) -> None:
    line.telegram.trouble("sendPhoto", **how)
    line.enters("絵")
    assert line.described == [SAYS, f"{MARK}\n{SAYS}"]
    assert len(makers.threads) == 1


def test_one_that_is_refused_is_a_sentence_and_the_card_stands(line: TelegramChat) -> None:
    line.telegram.trouble("sendDocument", error=Refused(400, "Bad Request: file must be non-empty"))
    line.enters("シート")
    assert stands(line) == ["シート", MISSING]
    assert quotes(line) == [str(line.news[0].id)]
    line.enters("シート")
    assert line.files == [("振り返り_シート.docx", DOCX)]


def test_one_that_never_gets_through_is_a_sentence(line: TelegramChat) -> None:
    line.telegram.trouble("sendDocument", error=Refused(500, "Internal Server Error"), times=9)
    line.enters("シート")
    assert stands(line) == ["シート", MISSING]


def test_what_was_shown_before_somebody_blocked_the_bot_is_known_to_quote(line: TelegramChat) -> None:
    line.telegram.trouble("sendDocument", error=Refused(403, "Forbidden: bot was blocked by the user"))
    line.enters("シート")
    assert stands(line) == ["シート"]
    assert quotes(line) == [str(line.news[0].id)]


def test_a_file_is_deleted_with_what_it_quotes_and_covered_where_it_is_too_old(line: TelegramChat) -> None:
    line.enters("シート")
    line.telegram.book.now += 3 * 86400
    line.waits(days=3)
    line.enters("シート")
    old, young = (one for one in line.telegram.seen(USER) if one.file)
    line.enters("消す").comes()
    assert young in line.telegram.book.deleted
    assert old.file is not None
    assert (old.file.name, old.text, old.file.data.decode()) == (
        "消しました.txt",
        "ここにあった文は、消しました。",
        "ここにあった文は、消しました。",
    )
    assert SHEET not in line.everything


def test_the_same_update_twice_is_one_answer_and_no_second_word(asking: TelegramChat) -> None:
    asking.telegram.hold()
    update = asking.telegram.sends(USER, "わたしの.toml", SAID)
    (first,) = [one for one in asking.telegram.pending() if one["update_id"] == update]
    asking.telegram.repeat(first)
    asking._mark()
    asking.telegram.release()
    asking._settle(update)
    assert len(asking.news) == 1
    asking.sees("一覧：1行のファイル")


def test_a_file_that_says_it_is_small_is_measured(asking: TelegramChat) -> None:
    asking._mark()
    asking._settle(asking.telegram.sends(USER, "わたしの.toml", b"x" * 301, file_size=3))
    asking.sees("大きすぎるファイルです。100字くらいまでにしてください。")


@pytest.mark.parametrize("more", [{"file_name": ""}, {"file_size": 301}])
def test_what_does_not_fit_is_not_even_fetched(asking: TelegramChat, more: dict[str, Any]) -> None:
    asking._settle(asking.telegram.sends(USER, "わたしの.toml", SAID, **more))
    assert [method for method, _ in asking.telegram.calls if method == "getFile"] == []
    asking.gives("わたしの.toml", SAID).sees("一覧：1行のファイル").taps("送る").sees("受け取りました")


@pytest.mark.parametrize("lasting", [1, 3])
def test_one_that_telegram_does_not_hand_out_is_a_sentence(asking: TelegramChat, lasting: int) -> None:
    asking.telegram.trouble("getFile", error=Refused(400, "Bad Request: wrong file_id"), times=lasting)
    for _ in range(lasting):
        asking.gives("わたしの.toml", SAID)
        asking.sees("ファイルを受け取れませんでした。書いたことは残っています。もう一度送ってください。")
    asking.gives("わたしの.toml", SAID).sees("一覧：1行のファイル")
