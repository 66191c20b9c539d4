"""What comes from Telegram at its worst: twice, late, backwards, poisoned, forged. Each is done at most once."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from sqlalchemy import select

from storage.inbox import inbox
from tests.bot.faces.telegram.conftest import USER, face_of
from tests.simulators.telegram import Refused
from tests.telegram_chat import TelegramChat

pytestmark = pytest.mark.slow

BUG = "うまくいきませんでした。前に書いた分は残っています。もう一度、お試しください。"


def done(chat: TelegramChat) -> list[str]:
    """Return the numbers of the updates that were done, in the order in which they were."""
    with chat.world.app.stores.database.read() as session:
        wanted = select(inbox.c.external_id).where(inbox.c.platform == "telegram")
        return list(session.scalars(wanted.order_by(inbox.c.id)))


def said(chat: TelegramChat) -> list[str]:
    """Return the first lines of all messages in the chat."""
    return [message.text.split("\n")[0] for message in chat.telegram.seen(chat.user)]


def test_a13_the_same_update_twice_at_once_and_later_is_one_effect_and_one_answer(line: TelegramChat) -> None:
    line.telegram.hold()
    number = line.telegram.writes(USER, "/help")
    update = dict(line.telegram.pending()[-1])
    line.telegram.repeat(update)
    line.telegram.release()
    line.waits_for(number)
    line.telegram.repeat(update)
    line.says("/home")
    assert done(line).count(str(number)) == 1
    assert said(line).count("使い方") == 1


def test_a13_updates_that_come_backwards_are_done_in_their_order(line: TelegramChat) -> None:
    line.telegram.hold()
    numbers = [line.telegram.writes(USER, text) for text in ("/reflect", "/home", "/help")]
    line.telegram.release(backwards=True)
    line.waits_for(numbers[-1])
    assert done(line)[-3:] == [str(number) for number in numbers]
    assert said(line)[-1] == "使い方"


def test_a13_an_old_update_after_a_newer_one_is_done_and_answered(line: TelegramChat) -> None:
    line.telegram.hold()
    old = line.telegram.writes(USER, "/help")
    late = line.telegram.pending()[-1]
    line.telegram.update(message=line.telegram.message(USER, text="/reflect"))
    line.telegram.release()
    line.waits_for(old + 1)
    line.telegram.repeat({**late, "update_id": old})
    line.says("/home")
    assert done(line).count(str(old)) == 1


def test_a13_a_gap_in_the_numbers_is_nothing(line: TelegramChat) -> None:
    line.telegram.skip(1_000_000)
    line.says("/help").sees("使い方")
    assert line.telegram.confirmed > 1_000_000


@pytest.mark.parametrize(
    ("way", "shown"),
    [
        ("3分（2つの視点）", "きょうは、どうでしたか。"),
        # What nothing is kept of is not kept for a day either.
        ("おためし（保存しません）", "前の画面のボタンでした。いまの様子はこちらです。"),
    ],
)
def test_a14_a_press_of_23_hours_ago_is_done_or_politely_shown_how_things_stand(
    line: TelegramChat, way: str, shown: str
) -> None:
    line.taps("ふりかえり").taps(way)
    line.telegram.book.now += 23 * 3600
    line.world.clock.forward(hours=23)
    line.world.tick()
    line.telegram.trouble("answerCallbackQuery", error=Refused(400, "Bad Request: query is too old"))
    line.taps("面談").sees(shown)


def test_a14_an_edited_message_is_not_taken_and_the_way_is_named(line: TelegramChat) -> None:
    line.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("はじめの文")
    before = done(line)
    line.waits_for(line.telegram.update(edited_message=line.telegram.message(USER, text="直した文")))
    line.sees(
        "書きなおしは受け取れませんでした。直すときは、新しく書いて送ってください。答えた文なら、［戻る］で前の質問に戻れます。"
    )
    assert done(line) == before


def test_a14_a_pressed_message_that_is_gone_gets_its_answer_in_a_new_one(line: TelegramChat) -> None:
    line.taps("ふりかえり")
    gone = line.news[-1]
    number = line.telegram.presses(USER, "3分（2つの視点）")
    line.telegram.ledger.remove(gone)
    line.waits_for(number).sees("なにについて？")


POISON = {
    "no types": '"message":{"message_id":"x","chat":[],"from":0}',
    "text is a number": '"message":{"message_id":1,"chat":{"id":700100200,"type":"private"},"from":{"id":7},"text":{}}',
    "unknown kind": '"quantum_message":{"id":1}',
    "deep": '"message":' + "[" * 50_000 + "]" * 50_000,
    "a megabyte": '"message":{"text":"' + "あ" * 350_000 + '"}',
    "a number too long": '"message":{"date":' + "9" * 5000 + "}",
    "not even JSON": '"message":nonsense',
    "a list": '"message":[1,2,3]',
    "nothing": '"message":null',
}


def test_a16_a_poisonous_update_holds_nobody_up_for_a_second(line: TelegramChat) -> None:
    for what, rest in POISON.items():
        line.telegram.hold()
        before = line.telegram.writes(USER, "/reflect")
        poison = line.telegram.poison(rest)
        after = line.telegram.writes(USER, "/help")
        begun = time.monotonic()
        line.telegram.release()
        line.waits_for(after)
        assert time.monotonic() - begun < 1, what
        assert [number for number in done(line) if int(number) >= before] == [str(before), str(after)], what
        assert said(line)[-1] == "使い方", what
        assert line.telegram.confirmed >= poison, what


def test_a16_a_turn_that_dies_of_an_update_is_passed_over(line: TelegramChat, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(line.world.app.runtime, "handle", dies)
    number = line.telegram.writes(USER, "/help")
    line.waits_for(number)
    monkeypatch.undo()
    line.says("/help").sees("使い方")


def test_a20_while_a_second_copy_listens_this_one_waits_and_nothing_is_done_twice(line: TelegramChat) -> None:
    face_of(line.world).listening.retry = 0.02
    conflict = Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot runs")
    line.telegram.trouble("getUpdates", error=conflict, times=3)
    line.telegram.writes(USER, "/help")
    line.telegram.repeat(dict(line.telegram.pending()[-1]))
    line.says("/home")
    assert len(done(line)) == len(set(done(line)))
    assert said(line).count("使い方") == 1


OLD_BUTTONS = [
    "home:",
    "help",
    "resume:",
    "pick.good:AAAAAAAAAAAAAAAAAAAAAA:0",
    "reflection.begin:three",
    "reflection.delete:AAAAAAAAAAAAAAAAAAAAAA",
    "reflection.did:AAAAAAAAAAAAAAAAAAAAAA",
    "drop:AAAAAAAAAAAAAAAAAAAAAA:1",
    "gone_verb:AAAAAAAAAAAAAAAAAAAAAA",
]


def test_a45_a_button_of_an_earlier_version_works_or_explains(line: TelegramChat) -> None:
    for data in OLD_BUTTONS:
        before = len(line.telegram.seen(USER))
        line.waits_for(line.telegram.presses_data(USER, 1, data))
        assert len(line.telegram.seen(USER)) > before, data
    assert BUG not in line.everything


def writing(chat: TelegramChat) -> TelegramChat:
    """Come to where a text is asked for."""
    return chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")


@pytest.mark.parametrize(
    "text",
    ["", "   ", "あ" * 4096, "👩‍👩‍👧‍👦" * 370, "a" * 4097, "行\n" * 2000, "あ" * 100_000],
    ids=["empty", "spaces", "4096", "emoji", "4097", "lines", "100000"],
)
def test_a47_any_length_is_taken_or_refused_and_no_call_is_refused(line: TelegramChat, text: str) -> None:
    writing(line).says(text)
    assert line.news, "she gets an answer"
    assert [message for message in line.news if not message.text.strip()] == []
    line.says("/home").sees("［つづきから］")


CLEANED = {
    "\ud800半分": "半分",
    "ゼロ\x00バイト": "ゼロバイト",
    "\ufeff印\ufffe": "印",
    "置\ufffd換": "置\ufffd換",
    "左\u202e右": "左右",
}


def test_a48_what_no_text_may_hold_is_cleaned_on_the_way_in(line: TelegramChat) -> None:
    for raw, kept in CLEANED.items():
        writing(line.says("/home")).says(raw).taps("今回は関係しない").taps("今日はなし")
        assert f"：{kept}" in line.text


SCRIPTS = ("👩‍👩‍👧‍👦の帰り道", "が゙と가", "𠮷野家", "髙橋と山﨑", "ｶﾅと１２３", "العربية")


def test_a49_every_script_comes_back_as_it_was_written(line: TelegramChat) -> None:
    for text in SCRIPTS:
        writing(line.says("/home")).says(text).taps("今回は関係しない").taps("今日はなし")
        assert f"：{unicodedata.normalize('NFC', text)}" in line.text


def test_a49_a_command_in_full_width_is_the_command(line: TelegramChat) -> None:
    line.says("ＨＥＬＰ").sees("使い方")


FORGED = [
    "",
    "x" * 64,
    "reflection.erase:AAAAAAAAAAAAAAAAAAAAAA",
    "reflection.read:' OR 1=1 --",
    "<script>alert(1)</script>",
    "home:\u0000",
    "pick.good:AAAAAAAAAAAAAAAAAAAAAA:99999999999999999999",
    "send:AAAAAAAAAAAAAAAAAAAAAA",
    "\ud800",
]


def test_a50_a_forged_press_reads_and_changes_nothing(line: TelegramChat) -> None:
    writing(line).says("わたしの文").taps("今回は関係しない").taps("今日はなし")
    before = len(line.telegram.seen(USER))
    for data in FORGED:
        line.waits_for(line.telegram.presses_data(USER, 1, data))
    after = [message.text for message in line.telegram.seen(USER)[before:]]
    assert [text for text in after if BUG in text or "わたしの文" in text] == []
    line.says("/home").taps("これまでのふりかえり")
    assert line.buttons[0].endswith("面談")


def test_a50_a_press_with_somebody_elses_button_reads_nothing_of_hers(line: TelegramChat) -> None:
    writing(line).says("ひみつの文").taps("今回は関係しない").taps("今日はなし")
    delete = line.data("消す")
    other = TelegramChat(line.world, line.telegram, 999)
    other.waits_for(line.telegram.presses_data(999, 1, delete))
    assert [message.text for message in line.telegram.seen(999)] == [
        "ここは、リンクか番号を受け取った方の場所です。リンクを開くか、番号をここに送ってください。"
    ]
    line.says("/home").taps("これまでのふりかえり")
    assert line.buttons[0].endswith("面談")


SENDERS: dict[str, dict[str, Any]] = {
    "anonymous admin": {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    "channel": {"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}, "sender_chat": {"id": -100}},
    "Telegram": {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
    "a bot": {"from": {"id": 5, "is_bot": True, "first_name": "bot"}},
    "via a bot": {"via_bot": {"id": 5, "is_bot": True, "first_name": "bot"}},
}


def test_a55_who_is_no_one_person_is_not_listened_to(line: TelegramChat) -> None:
    before = done(line), said(line)
    for sender in SENDERS.values():
        line.waits_for(line.telegram.update(message={**line.telegram.message(USER, text="/help"), **sender}))
    line.waits_for(line.telegram.update(channel_post=line.telegram.message(USER, text="/help")))
    assert (done(line), said(line)) == before


def test_a55_what_is_only_passed_on_is_not_taken_for_her_own_words(line: TelegramChat) -> None:
    origin = {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": False, "first_name": "だれか"}}
    line.waits_for(line.telegram.writes(USER, "/cancel", forward_origin=origin))
    line.sees("転送されたものは受け取らないことにしています。ご自分の言葉で書いてください。")
    assert len(done(line)) == 1, "only her coming in"
