"""Telegram at its worst: poison, repeats, refusals, a second copy, a wrong token, a person who has blocked the bot."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.inbox import inbox
from storage.outbox import outbox
from tests.bot.faces.telegram.conftest import USER
from tests.simulators.telegram import Refused
from tests.telegram_chat import TelegramChat
from tests.world import World

pytestmark = pytest.mark.slow


def rows(world: World) -> int | None:
    """Count the inbox."""
    with world.app.stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(inbox))


def test_a_poisonous_update_holds_nobody_up(phone: TelegramChat) -> None:
    phone.telegram.update(message={"chat": None})
    phone.telegram.update(callback_query={"id": 3})
    phone.says("/help").sees("使い方")


def test_an_update_that_comes_twice_is_done_and_answered_once(phone: TelegramChat) -> None:
    before = rows(phone.world)
    number = phone.telegram.writes(USER, "/help")
    again = dict(phone.telegram.pending()[-1])
    phone.telegram.repeat(again)
    phone.waits_for(number)
    phone.says("/home")
    assert rows(phone.world) == (before or 0) + 2
    assert [message.text.split("\n")[0] for message in phone.telegram.seen(USER)].count("使い方") == 1


def test_a_press_that_is_too_old_to_be_answered_is_done_all_the_same(phone: TelegramChat) -> None:
    error = Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    phone.telegram.trouble("answerCallbackQuery", error=error)
    phone.taps("ふりかえり").sees("［3分（2つの視点）］")


def test_a_limited_bot_waits_as_long_as_it_is_told(phone: TelegramChat) -> None:
    phone.telegram.trouble("sendMessage", error=Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    phone.says("/help").sees("使い方")


def test_a_question_that_cannot_be_edited_any_more_is_sent_anew(phone: TelegramChat) -> None:
    error = Refused(400, "Bad Request: message can't be edited")
    phone.telegram.trouble("editMessageText", error=error)
    phone.taps("ふりかえり").sees("［3分（2つの視点）］")


def test_pictures_are_refused_with_why(phone: TelegramChat) -> None:
    number = phone.telegram.update(message=phone.telegram.message(USER, photo=[{}], caption="氏名"))
    phone.waits_for(number).sees(
        "写真やファイルは受け取らないことにしています。利用者さんのことが写りこむのを防ぐためです。言葉で書いてください。"
    )


def test_in_a_group_it_only_says_where_to_talk(phone: TelegramChat) -> None:
    group = {"id": -5, "type": "supergroup", "title": "みほん区"}
    topic = {"chat": group, "message_thread_id": 12, "is_topic_message": True}
    number = phone.telegram.update(message={**phone.telegram.message(USER, text="/start"), **topic})
    phone.waits_for(number)
    (said,) = phone.telegram.seen(-5)
    assert said.text == "ここでは、わたしからは話しません。ふたりの場所で話しましょう： https://t.me/idobata_test_bot"
    assert said.thread == 12


def test_whoever_got_no_answer_is_shown_where_she_stands_after_a_restart(phone: TelegramChat) -> None:
    phone.taps("ふりかえり").taps("3分（2つの視点）")
    phone.telegram.trouble("sendMessage", error=Refused(400, "Bad Request: chat is closed"), times=9)
    phone.telegram.trouble("editMessageText", error=Refused(400, "Bad Request: chat is closed"), times=9)
    phone.taps("面談")
    phone.telegram.calm()
    # On PostgreSQL what is younger might be another worker's.
    phone.world.clock.forward(minutes=3)
    phone.restarts().sees("（再送）", "本人中心（1/2）", "きょうは、どうでしたか。")


def test_a24_who_has_blocked_the_bot_is_told_on_the_page_instead(phone: TelegramChat) -> None:
    phone.taps("ふりかえり").taps("3分（2つの視点）").taps("とばす").taps("とばす").taps("とばす")
    phone.says("歩く").taps("1週間後")
    phone.telegram.blocked.add(USER)
    phone.world.signs_in()
    phone.world.clock.forward(days=6, hours=16)
    phone.world.tick()
    phone.world.tick()
    with phone.world.app.stores.database.read() as session:
        wanted = select(outbox.c.kind, outbox.c.state, outbox.c.platform).order_by(outbox.c.kind)
        found = [tuple(row) for row in session.execute(wanted)]
    assert found == [("morning.letter", "sent", "web"), ("reflection.next_step", "sent", "web")]
    assert len(phone.news) == 1, "nothing came on Telegram since her last press"
