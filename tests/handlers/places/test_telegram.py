"""Telegram's groups and topics are connected and lost, and what is asked stands there as it is now."""

from __future__ import annotations

import pytest

from storage import questions
from tests.handlers.places.town import ANONYMOUS, Town, of_record
from tests.simulators.groups import ANONYMOUS as ADMIN
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, CENTRE

GROUP, TITLE = -1001234567890, "○○区 相談支援の輪"
ASKED = "短期入所を急に使いたいとき、どこに電話しますか。"
CARD = f"井戸端に質問が来ています\n聞いた人：{ANONYMOUS}\n話題：短期入所\n「{ASKED}」\n［答える］\n［わたしも知りたい］"
LOST = "「○○区 相談支援の輪」に、質問を出せなくなりました"


def told(town: Town, phone: TelegramChat, update: int) -> str:
    """Return what was said to somebody alone in answer to her press."""
    phone.waits_for(update)
    return town.telegram.toasts[-1]


def test_a_coordinator_connects_a_group_with_two_taps_and_a_question_stands_there(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE)
    coordinator = phones.phone(CENTRE)
    coordinator.waits_for(phones.telegram.lets_in(coordinator.user, GROUP))
    (hello,) = phones.in_group(GROUP)
    assert hello.startswith("井戸端です。") and hello.endswith("［つなぐ］")
    said = told(phones, coordinator, phones.telegram.presses_in(coordinator.user, GROUP, "つなぐ"))
    assert said == "わたしとのふたりの場所に出しました。そちらで続けましょう。"
    coordinator.sees(f"「{TITLE}」に、質問を出しますか", "［みんな］", "［主任と基幹だけ］")
    coordinator.taps("みんな").sees(f"「{TITLE}」に、質問が出るようになりました", "読む人：みんな")
    phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    assert phones.in_group(GROUP)[1:] == [CARD]


def test_a_link_that_puts_the_bot_into_a_group_asks_at_once(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE)
    coordinator = phones.phone(CENTRE)
    coordinator.waits_for(phones.telegram.lets_in(coordinator.user, GROUP))
    coordinator.waits_for(phones.telegram.writes_in(coordinator.user, GROUP, "/start@idobata_test_bot connect"))
    coordinator.taps("主任と基幹だけ").sees("読む人：主任と基幹だけ")
    coordinator.enters("センターの仕事").taps("井戸端のこと").taps("質問が出る場所")
    coordinator.sees(f"1 {TITLE}：Telegram・主任と基幹だけ")
    phones.telegram.group(-88, "みんなの部屋").inside = True
    phones.group(-88)
    phones.asks(ASKED)
    phones.asks("主任だけに聞きます", audience="chiefs", by=CENTRE)
    phones.ticks()
    quotes = [[card.split("\n")[2] for card in phones.in_group(one)] for one in (GROUP, -88)]
    assert (quotes[0][1:], quotes[1]) == ([f"「{ASKED}」", "「主任だけに聞きます」"], [f"「{ASKED}」"])


def test_nobody_but_a_coordinator_connects(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE)
    somebody, stranger = phones.phone(ALONE), 700900900
    somebody.waits_for(phones.telegram.lets_in(somebody.user, GROUP))
    said = told(phones, somebody, phones.telegram.presses_in(somebody.user, GROUP, "つなぐ"))
    assert said == "この場所をつなげるのは、センターの担当の方だけです。"
    said = told(phones, somebody, phones.telegram.presses_in(stranger, GROUP, "つなぐ"))
    assert said == "ここで押せるのは、センターからリンクや番号を受け取った方です。"
    # An anonymous administrator is many, another bot's command is another bot's.
    somebody.waits_for(phones.telegram.writes_in(stranger, GROUP, "/connect", by=ADMIN))
    somebody.waits_for(phones.telegram.writes_in(somebody.user, GROUP, "/connect@another_bot"))
    assert len(phones.in_group(GROUP)) == 1
    phones.asks(ASKED)
    phones.ticks()
    assert len(phones.in_group(GROUP)) == 1


def test_in_a_topic_it_stands_in_the_topic(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE, topics=(7,))
    coordinator = phones.phone(CENTRE)
    coordinator.waits_for(phones.telegram.lets_in(coordinator.user, GROUP))
    coordinator.waits_for(phones.telegram.writes_in(coordinator.user, GROUP, "/connect", topic=7))
    coordinator.taps("みんな")
    question = phones.asks(ASKED)
    phones.ticks()
    phones.answers(question, "相談室 みなもです。夜間も受けています。")
    phones.ticks()
    asked, answered = phones.telegram.seen(GROUP)[1:]
    assert (asked.thread, answered.thread, answered.under) == (7, 7, asked.id)


def test_what_stands_follows_what_happens(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.group(GROUP)
    question = phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    answer = phones.answers(question, "あります。", named=False)
    phones.ticks()
    assert phones.in_group(GROUP) == [CARD, f"{ANONYMOUS}の答え\n「あります。」"]
    phones.moves(question, questions.OPEN, questions.RESOLVED)
    phones.ticks()
    assert phones.in_group(GROUP)[0] == CARD.replace("井戸端に質問が来ています", "解決した質問です")
    phones.withdraws(answer)
    phones.ticks()
    assert len(phones.in_group(GROUP)) == 1
    phones.moves(question, questions.RESOLVED, questions.WITHDRAWN)
    phones.ticks()
    assert phones.in_group(GROUP) == []


def test_wanting_to_know_too_is_a_number_and_nothing_else(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.group(GROUP)
    phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    somebody, asker = phones.phone(CENTRE), phones.phone(ALONE)
    somebody.says("ふりかえり").taps("3分（2つの視点）")
    for _ in range(2):
        press = phones.telegram.presses_in(somebody.user, GROUP, "わたしも知りたい")
        assert told(phones, somebody, press).startswith("答えがついたら、お知らせします。")
    assert told(phones, asker, phones.telegram.presses_in(asker.user, GROUP, "わたしも知りたい")).endswith(
        "あなたの質問です。"
    )
    phones.ticks()
    assert phones.in_group(GROUP) == [CARD.replace("\n［答える］", "\nわたしも知りたい：1人\n［答える］")]
    # What she was in the middle of is still in her hand.
    somebody.says("つづき").sees("なにについて？")


def test_answering_opens_the_private_way_and_whoever_shut_it_is_told(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.group(GROUP)
    phones.asks(ASKED)
    phones.ticks()
    somebody = phones.phone(CENTRE)
    said = told(phones, somebody, phones.telegram.presses_in(somebody.user, GROUP, "答える"))
    assert said == "わたしとのふたりの場所に出しました。そちらで続けましょう。"
    assert somebody.says("平日の昼なら空いています。").asked
    phones.telegram.blocked.add(somebody.user)
    said = told(phones, somebody, phones.telegram.presses_in(somebody.user, GROUP, "答える"))
    assert said.startswith("先に、わたしとのふたりの場所を開いて")


@pytest.mark.parametrize("how", ["kicked", "rights", "unnoticed"])
def test_a_group_that_is_lost_is_told_once_and_goes_on_when_it_is_found(phones: Town, how: str) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.group(GROUP)
    coordinator = phones.phone(CENTRE)
    question = phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    if how == "unnoticed":
        phones.telegram.book.groups[GROUP].inside = False
    else:
        act = phones.telegram.throws_out if how == "kicked" else phones.telegram.silences
        coordinator.waits_for(act(coordinator.user, GROUP))
    phones.answers(question, "あります。", by=CENTRE, named=False)
    phones.ticks()
    coordinator.waits_until(phones.morning())
    assert coordinator.everything.count(LOST) == 1
    coordinator.waits(days=1)
    assert coordinator.everything.count(LOST) == 1
    assert phones.in_group(GROUP) == [CARD]
    phones.telegram.book.groups[GROUP].may_write = True
    coordinator.waits_for(phones.telegram.lets_in(coordinator.user, GROUP))
    phones.ticks()
    assert phones.in_group(GROUP) == [CARD, f"{ANONYMOUS}の答え\n「あります。」"]


def test_a_group_that_becomes_another_goes_on_there(phones: Town) -> None:
    phones.telegram.group(-77, TITLE).inside = True
    phones.group(-77)
    question = phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    phone = phones.phone(CENTRE)
    phone.waits_for(phones.telegram.moves(-77, GROUP))
    phones.moves(question, questions.OPEN, questions.RESOLVED)
    phones.ticks()
    assert phones.in_group(GROUP) == [CARD.replace("井戸端に質問が来ています", "解決した質問です")]


def test_a_group_that_became_another_unnoticed_is_found_by_the_refusal(phones: Town) -> None:
    phones.telegram.group(-77, TITLE).inside = True
    phones.group(-77)
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.telegram.book.groups[-77].moved_to = GROUP
    phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    phones.world.clock.forward(seconds=30)
    phones.ticks()
    assert phones.in_group(GROUP) == [CARD]


def test_what_somebody_has_deleted_there_is_not_put_up_again(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.group(GROUP)
    question = phones.asks(ASKED)
    phones.ticks()
    phones.telegram.ledger.clear()
    phones.answers(question, "あります。")
    phones.moves(question, questions.OPEN, questions.RESOLVED)
    for _ in range(3):
        phones.ticks()
        phones.world.clock.forward(minutes=1)
    assert phones.in_group(GROUP) == []


def test_a_place_that_is_disconnected_gets_nothing_new_and_still_lets_go(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    phones.group(GROUP)
    question = phones.asks(ASKED, topics=["短期入所"])
    phones.ticks()
    coordinator = phones.phone(CENTRE)
    coordinator.enters("センターの仕事").taps("井戸端のこと").taps("質問が出る場所").taps("1番の場所を変える")
    coordinator.taps("この場所をはずす").taps("はずす").sees(f"「{TITLE}」をはずしました。")
    phones.asks("もうひとつ聞きます")
    phones.ticks()
    assert phones.in_group(GROUP) == [CARD]
    phones.moves(question, questions.OPEN, questions.WITHDRAWN)
    phones.ticks()
    assert phones.in_group(GROUP) == []


def test_where_no_place_is_connected_that_is_said_and_nothing_is_lost(phones: Town) -> None:
    coordinator = phones.phone(CENTRE)
    coordinator.enters("センターの仕事").taps("井戸端のこと").taps("質問が出る場所")
    coordinator.sees("まだ、つないだ場所はありません。質問は、ひとりずつと画面には届いています。")
    phones.asks(ASKED)
    phones.ticks()
    assert of_record(phones) == []


def test_what_the_centre_brought_from_its_minutes_and_what_was_asked_before_stands_nowhere(phones: Town) -> None:
    phones.telegram.group(GROUP, TITLE).inside = True
    before = phones.asks(ASKED)
    phones.world.clock.forward(minutes=1)
    phones.group(GROUP)
    phones.asks("去年の会議で出た質問", kind="record")
    phones.moves(before, questions.OPEN, questions.RESOLVED)
    phones.ticks()
    assert phones.in_group(GROUP) == []
