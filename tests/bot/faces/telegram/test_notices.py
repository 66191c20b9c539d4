"""What nobody has asked for, as it stands in a chat: letters, what quotes what, and what is taken away again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.faces.face import Told
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from handlers.kit.turn import Scene
from messages.words import given, words_of
from storage.shown import shown
from tests.bot.faces.telegram.conftest import USER, face_of
from tests.simulators.telegram import Message, Refused
from tests.telegram_chat import TelegramChat
from tests.world import START

pytestmark = pytest.mark.slow

GONE = "ここにあった文は、消しました。"


def card(text: str, *labels: str, about: str = "") -> Card:
    """Return a card with a title and buttons that lead home."""
    return Card(title=given(text), buttons=tuple(Button(given(label), "home") for label in labels), about=about)


def show(chat: TelegramChat, *cards: Card, letter: bool = False, again: bool = False) -> list[Message]:
    """Show a notice and return the messages that it became."""
    before = len(chat.telegram.seen(USER))
    told = Told("n", START, Scene(cards=cards), words_of(), letter=letter, again=again)
    chat.world.run(face_of(chat.world).show(str(USER), told))
    return chat.telegram.seen(USER)[before:]


def labels(message: Message) -> list[str]:
    """Return the labels of a message's buttons."""
    return [button["text"] for row in message.keyboard for button in row]


def quoted(chat: TelegramChat) -> list[tuple[str, str]]:
    """Return what is written down about what is quoted where, by the messages' numbers."""
    with chat.world.app.stores.database.read() as session:
        rows = [(about, str(where)) for about, where in session.execute(select(shown.c.about, shown.c.reference))]
    return sorted(rows, key=lambda row: (int(row[1]), row[0]))


def wipe(chat: TelegramChat, message: int, hours: float = 0) -> None:
    """Wipe a message that was shown so many hours ago."""
    at = chat.world.clock.now() - timedelta(hours=hours)
    chat.world.run(face_of(chat.world).wipe(str(USER), str(message), at))


def test_a_letter_is_one_message_and_says_which_button_is_whose(line: TelegramChat) -> None:
    (letter,) = show(line, card("おはよう"), card("一つめ", "した", "まだ"), card("二つめ", "した"), letter=True)
    assert letter.text == "おはよう\n\n1. 一つめ\n\n2. 二つめ"
    assert labels(letter) == ["1 した", "1 まだ", "2 した"]
    assert letter.bold == ["おはよう", "1. 一つめ", "2. 二つめ"]


def test_a_letter_with_one_thing_to_press_has_no_numbers_and_says_that_it_may_have_come_before(
    line: TelegramChat,
) -> None:
    (letter,) = show(line, card("おはよう"), card("一つめ", "した"), letter=True, again=True)
    assert letter.text == "（再送）\nおはよう\n\n一つめ"
    assert (labels(letter), letter.bold) == (["した"], ["おはよう", "一つめ"])


@pytest.mark.parametrize("cards", [(card("一", "いく"), card("二", "もどる")), (card("一"), card("二", "いく"))])
def test_what_is_pressed_in_a_letter_does_not_take_the_rest_away(line: TelegramChat, cards: tuple[Card, ...]) -> None:
    (letter,) = show(line, *cards, letter=True)
    line.waits_for(line.telegram.presses(USER, labels(letter)[0]))
    assert (letter.edits, line.telegram.seen(USER)[-1].id > letter.id) == (0, True)


def test_a_long_letter_goes_on_in_another_message_from_card_to_card(line: TelegramChat) -> None:
    cards = [card(f"{number}：" + "あ" * 1500, "した") for number in range(1, 6)]
    letters = show(line, *cards, letter=True)
    assert [len(letter.text) < 4096 for letter in letters] == [True] * 3
    assert [labels(letter) for letter in letters] == [["1 した", "2 した"], ["3 した", "4 した"], ["5 した"]]


def test_what_a_message_quotes_is_written_down(line: TelegramChat) -> None:
    first, second = show(line, card("一", about="a" * 22), card("二", about="b" * 22))
    assert quoted(line)[-2:] == [("a" * 22, str(first.id)), ("b" * 22, str(second.id))]
    (letter,) = show(line, card("三", about="c" * 22), card("四"), card("五", about="d" * 22), letter=True)
    assert quoted(line)[-2:] == [("c" * 22, str(letter.id)), ("d" * 22, str(letter.id))]


def test_what_an_edited_message_quotes_is_written_down_too(line: TelegramChat) -> None:
    line.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("とばす").taps("とばす").taps("今日はなし")
    closing = line.telegram.seen(USER)[-1]
    assert quoted(line)[-1][1] == str(closing.id)


def test_what_is_deleted_goes_from_the_chat_and_the_sentence_that_says_so_stays(line: TelegramChat) -> None:
    line.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    line.says("ひみつの文").taps("今回は関係しない").taps("今日はなし")
    assert "ひみつの文" in line.everything
    line.taps("消す").taps("消す（元に戻せません）")
    said = line.telegram.seen(USER)[-1]
    line.world.tick()
    left = [message.text for message in line.telegram.seen(USER)]
    assert [text for text in left if "よかったこと" in text or "消す" in text.split("\n")[0]] == []
    assert left[-1] == said.text
    assert any("よかったこと" in message.text or message.edits for message in line.telegram.book.deleted)


def test_a_young_message_is_deleted(line: TelegramChat) -> None:
    (message,) = show(line, card("一", about="a" * 22))
    wipe(line, message.id)
    assert [one.id for one in line.telegram.book.deleted] == [message.id]


def test_an_old_message_is_redrawn_without_asking_for_its_deletion(line: TelegramChat) -> None:
    (message,) = show(line, card("一", "いく", about="a" * 22))
    line.telegram.book.now += 49 * 3600
    wipe(line, message.id, hours=49)
    assert (message.text, message.keyboard, line.telegram.book.deleted) == (GONE, [], [])
    assert "deleteMessage" not in [method for method, _ in line.telegram.calls]


def test_what_telegram_does_not_let_be_deleted_is_redrawn(line: TelegramChat) -> None:
    (message,) = show(line, card("一", "いく", about="a" * 22))
    line.telegram.book.now += 49 * 3600
    wipe(line, message.id, hours=47)
    assert (message.text, message.keyboard) == (GONE, [])
    wipe(line, message.id, hours=49)
    assert message.text == GONE, "done twice is done once"


@pytest.mark.parametrize("hours", [1, 49])
def test_what_is_gone_already_is_fine(line: TelegramChat, hours: int) -> None:
    (message,) = show(line, card("一", about="a" * 22))
    line.telegram.ledger.remove(message)
    before = [one.text for one in line.telegram.seen(USER)]
    wipe(line, message.id, hours)
    assert [one.text for one in line.telegram.seen(USER)] == before


def test_what_has_turned_into_something_else_stays(line: TelegramChat) -> None:
    (message,) = show(line, card("一", "いく", about="a" * 22))
    line.taps("いく")
    assert message.edits == 1
    wipe(line, message.id)
    assert (message in line.telegram.seen(USER), message.text == GONE) == (True, False)


@pytest.mark.parametrize(
    ("how", "raised"),
    [
        ({"error": Refused(429, "Too Many Requests", retry_after=30)}, TryLater),
        ({"error": Refused(500, "Internal Server Error")}, Doubtful),
        ({"drop": True}, Doubtful),
        ({"error": Refused(403, "Forbidden: bot was blocked by the user")}, Undeliverable),
    ],
)
def test_what_cannot_be_wiped_now_says_why(line: TelegramChat, how: dict[str, object], raised: type[Exception]) -> None:
    (message,) = show(line, card("一", about="a" * 22))
    line.telegram.trouble("deleteMessage", **how)
    with pytest.raises(raised):
        wipe(line, message.id)


def test_what_can_be_neither_deleted_nor_redrawn_says_so(line: TelegramChat) -> None:
    (message,) = show(line, card("一", about="a" * 22))
    line.telegram.trouble("deleteMessage", error=Refused(400, "Bad Request: message can't be deleted"))
    line.telegram.trouble("editMessageText", error=Refused(400, "Bad Request: message can't be edited"))
    with pytest.raises(Undeliverable) as never:
        wipe(line, message.id)
    assert str(never.value) == "refused"
