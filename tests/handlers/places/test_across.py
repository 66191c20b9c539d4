"""One thread across platforms: what is said to the well in one place stands in all of them."""

from __future__ import annotations

from uuid import UUID

import pytest

from storage import questions
from storage.ids import short
from tests.bot.trouble import rows
from tests.handlers.places.town import ANONYMOUS, Town, of_record
from tests.simulators.slack import Post
from tests.slack_chat import SlackChat
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, CENTRE

GROUP, CHANNEL = -1001234567890, "C0100"
ASKED = "土曜日に開いている居場所を知りませんか。"
ANSWER = "みなも広場は土曜日もやっています。"
NAMED = "田中 みほさん（みほん区 基幹相談支援センター）"
CLIENT = "利用者の山田太郎さん（090-1234-5678）が通っています。"


@pytest.fixture
def asked(town: Town) -> UUID:
    """A question that stands in a group and in a channel."""
    town.telegram.group(GROUP, "相談支援の輪").inside = True
    town.group(GROUP)
    town.channel(CHANNEL)
    question = town.asks(ASKED)
    town.ticks()
    return question


def card(town: Town) -> Post:
    """Return the question as it stands in the channel."""
    return next(one for one in town.slack.book.seen(CHANNEL) if one.mine and not one.thread)


def on_slack(town: Town) -> list[str]:
    """Return what the bot has standing in the thread of the channel."""
    return town.in_channel(CHANNEL, card(town).ts)


def on_telegram(town: Town) -> list[str]:
    """Return what the bot has standing below the question in the group."""
    return town.in_group(GROUP)[1:]


def replies(town: Town, phone: TelegramChat, text: str) -> int:
    """Let somebody reply to the question in the group; return her message."""
    first = town.telegram.seen(GROUP)[0].id
    phone.waits_for(town.telegram.writes_in(phone.user, GROUP, text, to=first))
    return town.telegram.last_written


def in_thread(town: Town, chat: SlackChat, text: str) -> str:
    """Let somebody write in the thread of the channel; return her message's moment."""
    town.slack.book.channels[CHANNEL].members.add(chat.user)
    chat.settles(town.slack.writes(chat.user, text, card(town).ts, channel=CHANNEL))
    return _last(town, chat)


def _last(town: Town, chat: SlackChat) -> str:
    return [one for one in town.slack.book.posts if one.user == chat.user][-1].ts


def test_a_reply_on_telegram_appears_in_the_slack_thread(town: Town, asked: UUID) -> None:
    somebody = town.phone(CENTRE)
    replies(town, somebody, ANSWER)
    somebody.sees("答えとして受け取りました。ほかの場所にも、お名前つきで出します。")
    town.ticks()
    assert on_slack(town) == [f"{NAMED}の答え\n「{ANSWER}」"]
    # Where she said it it stands already.
    assert on_telegram(town) == []


def test_a_reply_in_the_slack_thread_appears_on_telegram(town: Town, asked: UUID) -> None:
    somebody = town.desk(CENTRE)
    in_thread(town, somebody, ANSWER)
    town.ticks()
    (answer,) = town.telegram.seen(GROUP)[1:]
    assert (answer.text, answer.under) == (f"{NAMED}の答え\n「{ANSWER}」", town.telegram.seen(GROUP)[0].id)
    assert on_slack(town) == []


def test_an_answer_given_in_private_appears_in_both(town: Town, asked: UUID) -> None:
    town.answers(asked, ANSWER, named=False)
    town.ticks()
    assert on_slack(town) == on_telegram(town) == [f"{ANONYMOUS}の答え\n「{ANSWER}」"]


def test_what_the_guard_finds_only_its_author_hears(town: Town, asked: UUID) -> None:
    phone, desk = town.phone(CENTRE), town.desk(CENTRE)
    replies(town, phone, CLIENT)
    phone.sees("個人のことかもしれない言葉があったので、答えとしては、まだどこにも出していません。")
    town.ticks()
    assert on_slack(town) == on_telegram(town) == []
    assert "090-1234-5678" not in str(of_record(town))
    # The masked version is ready; what is chosen of it goes the ordinary way.
    phone.presses(_mask(phone)).sees("［名前を出して答える］")
    in_thread(town, desk, CLIENT)
    assert any("個人のことかもしれない" in line for post in town.slack.seen(desk.user) for line in post.lines)
    town.ticks()
    assert on_slack(town) == on_telegram(town) == []


def test_what_the_guard_finds_in_a_place_takes_nothing_away_that_was_half_written(town: Town, asked: UUID) -> None:
    phone = town.phone(CENTRE)
    other = town.asks("夜間に開いている窓口はありますか")
    phone.says("/home").presses(f"answer:{short(other)}").says(ANSWER).sees("［名前を出して答える］")
    replies(town, phone, CLIENT)
    phone.presses(_mask(phone)).presses(phone.data("匿名で答える"))
    phone.says("/home").sees("［つづきから］").taps("つづきから")
    phone.sees(f"「{ANSWER}」", "［名前を出して答える］")


def _mask(phone: TelegramChat) -> str:
    found = [b["callback_data"] for m in phone.news for row in m.keyboard for b in row]
    return next(str(one) for one in found if str(one).startswith("guard.mask"))


def test_the_asker_does_not_give_herself_away(town: Town, asked: UUID) -> None:
    asker = town.phone(ALONE)
    replies(town, asker, "もう少し詳しく書くと、日中のことです。")
    asker.sees("お名前を出さずに聞いた質問なので、この書きこみは、ほかには出していません。")
    town.ticks()
    assert on_slack(town) == []


def test_an_edited_reply_is_edited_everywhere_and_a_deleted_one_goes(town: Town, asked: UUID) -> None:
    phone, desk = town.phone(CENTRE), town.desk(CENTRE)
    message, first = replies(town, phone, ANSWER), town.telegram.seen(GROUP)[0].id
    town.ticks()
    phone.waits_for(town.telegram.edits_in(phone.user, GROUP, message, "日曜日もです。", to=first))
    town.ticks()
    assert on_slack(town) == [f"{NAMED}の答え\n「日曜日もです。」"]
    ts = in_thread(town, desk, "見学は平日だけです。")
    town.ticks()
    desk.settles(town.slack.edits(desk.user, ts, "見学は平日の午後だけです。", CHANNEL))
    town.ticks()
    assert on_telegram(town) == [f"{NAMED}の答え\n「見学は平日の午後だけです。」"]
    desk.settles(town.slack.deletes(desk.user, ts, CHANNEL))
    town.ticks()
    assert on_telegram(town) == []


def test_what_is_no_reply_is_nobodys_business(town: Town, asked: UUID) -> None:
    phone, desk = town.phone(CENTRE), town.desk(CENTRE)
    phone.waits_for(town.telegram.writes_in(phone.user, GROUP, "雑談です"))
    phone.waits_for(town.telegram.writes_in(700900900, GROUP, "知らない人です", to=town.telegram.seen(GROUP)[0].id))
    phone.waits_for(town.telegram.writes_in(phone.user, GROUP, "", to=town.telegram.seen(GROUP)[0].id, photo=[{}]))
    phone.sees(
        "答えとして受け取れるのは、言葉だけです。写真やファイルは、利用者さんのことが写りこむので受け取りません。"
    )
    town.slack.book.channels[CHANNEL].members.add(desk.user)
    desk.settles(town.slack.writes(desk.user, "雑談です", channel=CHANNEL))
    ts = _last(town, desk)
    desk.settles(town.slack.writes(desk.user, "別の話の返事です", ts, channel=CHANNEL))
    town.ticks()
    assert of_record(town) == [("question", "made"), ("question", "made")]


def test_withdrawing_takes_it_away_everywhere(town: Town, asked: UUID) -> None:
    replies(town, town.phone(CENTRE), ANSWER)
    town.ticks()
    town.moves(asked, questions.OPEN, questions.WITHDRAWN)
    town.ticks()
    assert (town.in_group(GROUP), town.in_channel(CHANNEL), town.in_channel(CHANNEL, "x")) == ([], [], [])
    assert on_slack_posts(town) == []


def on_slack_posts(town: Town) -> list[str]:
    """Return all that the bot has standing in the channel."""
    return [one.text for one in town.slack.book.seen(CHANNEL) if one.mine]


def test_a_reply_written_while_the_program_was_down_is_read_when_it_starts(town: Town, asked: UUID) -> None:
    somebody = town.desk(CENTRE)
    town.slack.book.channels[CHANNEL].members.add(somebody.user)
    somebody.comes()
    town.world.clock.forward(hours=2)
    town.slack.writes(somebody.user, ANSWER, card(town).ts, channel=CHANNEL, silent=True)
    town.slack.writes(somebody.user, "雑談です", channel=CHANNEL, silent=True)
    somebody.restarts()
    town.ticks()
    assert on_telegram(town) == [f"{NAMED}の答え\n「{ANSWER}」"]


def test_what_its_author_has_taken_back_elsewhere_does_not_come_again_by_an_edit(town: Town, asked: UUID) -> None:
    desk = town.desk(CENTRE)
    ts = in_thread(town, desk, ANSWER)
    town.ticks()
    (said,) = rows(town.world, "SELECT id FROM question_answers")
    town.withdraws(UUID(str(said[0])))
    town.ticks()
    assert on_telegram(town) == []
    desk.settles(town.slack.edits(desk.user, ts, "やはり言います。", CHANNEL))
    town.ticks()
    assert on_telegram(town) == []


def test_what_the_guard_held_counts_once_its_author_has_put_it_right_there(town: Town, asked: UUID) -> None:
    desk = town.desk(CENTRE)
    ts = in_thread(town, desk, CLIENT)
    desk.settles(town.slack.edits(desk.user, ts, ANSWER, CHANNEL))
    town.ticks()
    assert on_telegram(town) == [f"{NAMED}の答え\n「{ANSWER}」"]
