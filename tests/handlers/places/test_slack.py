"""Slack's channels are connected and lost, and what is asked stands there as it is now."""

from __future__ import annotations

import pytest

from storage import questions
from tests.handlers.places.town import ANONYMOUS, Town
from tests.simulators.slack import Post
from tests.slack_chat import SlackChat
from tests.world import ALONE, CENTRE

CHANNEL, NAME = "C0100", "channel-c0100"
ASKED = "短期入所を急に使いたいとき、どこに電話しますか。"
CARD = f"井戸端に質問が来ています\n聞いた人：{ANONYMOUS}\n「{ASKED}」\n［答える］\n［わたしも知りたい］"
LOST = "に、質問を出せなくなりました"


def whispers(town: Town, chat: SlackChat) -> list[str]:
    """Return what was said in the channel to one person alone, each as its lines."""
    posts: list[Post] = [one for one in town.slack.book.seen(CHANNEL, chat.user) if one.only_for == chat.user]
    return ["\n".join(one.lines) for one in posts]


def pressed(chat: SlackChat, label: str) -> SlackChat:
    """Let somebody press the newest button with this label that she sees anywhere."""
    return chat.settles(chat.slack.presses(chat.user, label))


def test_a_coordinator_invites_the_bot_and_connects_the_channel(town: Town) -> None:
    coordinator = town.desk(CENTRE)
    town.slack.book.channel(CHANNEL, coordinator.user, app=False)
    coordinator.settles(town.slack.invites(coordinator.user, CHANNEL))
    (hello,) = whispers(town, coordinator)
    assert hello.startswith("井戸端です。") and hello.endswith("［つなぐ］")
    pressed(coordinator, "つなぐ")
    pressed(coordinator, "みんな")
    town.asks(ASKED)
    town.ticks()
    assert town.in_channel(CHANNEL) == [CARD]


def test_a_command_connects_the_channel_in_which_it_is_typed(town: Town) -> None:
    coordinator = town.desk(CENTRE)
    town.slack.book.channel(CHANNEL, coordinator.user)
    coordinator.settles(town.slack.command(coordinator.user, "つなぐ", channel=CHANNEL))
    assert whispers(town, coordinator)[-1].split("\n")[0] == f"「{NAME}」に、質問を出しますか"
    pressed(coordinator, "主任と基幹だけ")
    town.asks(ASKED)
    town.asks("主任だけに聞きます", audience="chiefs", by=CENTRE)
    town.ticks()
    assert [card.split("\n")[2] for card in town.in_channel(CHANNEL)] == [f"「{ASKED}」", "「主任だけに聞きます」"]


def test_nobody_but_a_coordinator_connects(town: Town) -> None:
    somebody = town.desk(ALONE)
    town.slack.book.channel(CHANNEL, somebody.user)
    somebody.settles(town.slack.command(somebody.user, "つなぐ", channel=CHANNEL))
    (said,) = whispers(town, somebody)
    assert said.split("\n")[0] == "この場所をつなげるのは、センターの担当の方だけです。"
    town.asks(ASKED)
    town.ticks()
    assert town.in_channel(CHANNEL) == []


def test_answers_stand_in_the_thread_and_all_follows(town: Town) -> None:
    town.channel(CHANNEL)
    question = town.asks(ASKED)
    town.ticks()
    (card,) = [one for one in town.slack.book.seen(CHANNEL) if one.mine]
    answer = town.answers(question, "あります。", named=False)
    town.ticks()
    assert town.in_channel(CHANNEL, card.ts) == [f"{ANONYMOUS}の答え\n「あります。」"]
    town.moves(question, questions.OPEN, questions.RESOLVED)
    town.withdraws(answer)
    town.ticks()
    assert (town.in_channel(CHANNEL)[0].split("\n")[0], town.in_channel(CHANNEL, card.ts)) == ("解決した質問です", [])
    town.moves(question, questions.RESOLVED, questions.HIDDEN)
    town.ticks()
    assert town.in_channel(CHANNEL) == []


def test_a_press_in_the_channel_is_answered_to_one_person_alone(town: Town) -> None:
    somebody = town.desk(CENTRE)
    town.channel(CHANNEL, somebody.user)
    town.asks(ASKED)
    town.ticks()
    pressed(somebody, "わたしも知りたい")
    assert whispers(town, somebody) == ["答えがついたら、お知らせします。ほかの方には、人数だけが見えます。"]
    town.ticks()
    assert town.in_channel(CHANNEL) == [CARD.replace("\n［答える］", "\nわたしも知りたい：1人\n［答える］")]
    pressed(somebody, "答える")
    assert somebody.modal is not None
    stranger = "U0555"
    town.slack.book.channels[CHANNEL].members.add(stranger)
    town.slack.book.person(stranger)
    chat = SlackChat(town.world, town.slack, stranger)
    pressed(chat, "わたしも知りたい")
    assert whispers(town, chat) == ["ここで押せるのは、センターからリンクや番号を受け取った方です。"]


@pytest.mark.parametrize("how", ["left", "archive", "deleted", "unnoticed"])
def test_a_channel_that_is_lost_is_told_once(town: Town, how: str) -> None:
    town.channel(CHANNEL)
    coordinator = town.desk(CENTRE)
    question = town.asks(ASKED)
    town.ticks()
    if how == "unnoticed":
        town.slack.book.channels[CHANNEL].archived = True
    else:
        coordinator.settles(town.slack.removes(CHANNEL, how=how))
    town.answers(question, "あります。")
    town.ticks()
    coordinator.waits_until(town.morning())
    coordinator.waits(days=1)
    posts = [post for post in coordinator.slack.seen(coordinator.user) if f"「相談」{LOST}" in post.lines]
    assert len(posts) == 1
    assert town.in_channel(CHANNEL, "none") == []


def test_a_channel_that_is_there_again_goes_on(town: Town) -> None:
    town.channel(CHANNEL)
    coordinator = town.desk(CENTRE)
    question = town.asks(ASKED)
    town.ticks()
    coordinator.settles(town.slack.removes(CHANNEL))
    town.moves(question, questions.OPEN, questions.RESOLVED)
    town.ticks()
    assert town.in_channel(CHANNEL) == [CARD]
    coordinator.settles(town.slack.invites(coordinator.user, CHANNEL))
    town.ticks()
    assert town.in_channel(CHANNEL)[0].split("\n")[0] == "解決した質問です"
