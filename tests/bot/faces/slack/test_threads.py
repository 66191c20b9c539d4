"""Threads, channels, files and edited messages: an answer comes where it was asked for, and says why not."""

from __future__ import annotations

import pytest

from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, rows, settled, told
from tests.bot.faces.slack.hands import does, presses
from tests.bot.trouble import rows as found
from tests.simulators.slack import TEAM, Post, SlackRefused
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

FILE = (
    "写真やファイルは受け取らないことにしています。利用者さんのことが写りこむのを防ぐためです。言葉で書いてください。"
)
EDITED = (
    "書きなおしは受け取れませんでした。直すときは、新しく書いて送ってください。"
    "答えた文なら、［戻る］で前の質問に戻れます。"
)
POINTER = "ここでは、わたしからは話しません。わたしの名前を押して「メッセージ」で話しましょう。"
CHANNEL, COLLEAGUE = "C0001", "U0777"


def mine(line: SlackChat) -> list[tuple[str, str]]:
    """Return each message of the app in her chat: its first line, and its thread."""
    return [(post.lines[0], post.thread) for post in line.slack.seen(USER) if post.mine]


def notice(line: SlackChat) -> Post:
    """Let something come unasked, and return it."""
    line.world.run(face_of(line.world).show(f"{TEAM}:{USER}", told("おしらせ")))
    return line.slack.seen(USER)[-1]


def test_what_she_writes_in_a_thread_is_answered_there(line: SlackChat) -> None:
    line.opens()
    root = notice(line)
    does(line, line.slack.writes(USER, "使い方", thread_ts=root.ts))
    assert mine(line) == [("おしらせ", ""), ("使い方", root.ts)]


def test_a_press_in_a_thread_stays_there_and_changes_the_message(line: SlackChat) -> None:
    line.opens()
    root = notice(line)
    does(line, line.slack.writes(USER, "使い方", thread_ts=root.ts))
    presses(line, "人に話す")
    assert mine(line) == [("おしらせ", ""), ("人に話す", root.ts)]


def test_a_talk_begun_in_a_thread_goes_on_there(line: SlackChat) -> None:
    line.opens()
    root = notice(line)
    does(line, line.slack.writes(USER, "ふりかえり", thread_ts=root.ts))
    presses(line, "3分（2つの視点）")
    presses(line, "面談")
    presses(line, "よかったところがある")
    does(line, line.slack.writes(USER, "散歩のこと", thread_ts=root.ts))
    assert [thread for _, thread in mine(line)] == ["", root.ts, root.ts]
    assert mine(line)[-1][0] == "社会モデル（2/2）"


def test_a_press_on_what_began_a_thread_is_answered_outside_it(line: SlackChat) -> None:
    line.says("使い方")
    root = line.slack.seen(USER)[-1]
    root.thread = root.ts
    line.slack.writes(USER, "これは何ですか", thread_ts=root.ts, silent=True)
    presses(line, "ほかのアプリとつなぐ")
    presses(line, "はじめの画面へ")
    assert [thread for _, thread in mine(line)] == [root.ts]


def test_the_sentence_about_a_file_stays_in_its_thread(line: SlackChat) -> None:
    line.opens()
    root = notice(line)
    does(line, line.slack.writes(USER, "これです", thread_ts=root.ts, subtype="file_share", files=[{"id": "F1"}]))
    assert mine(line)[-1] == (FILE, root.ts)


def test_a_file_is_not_taken_nor_is_its_text(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    before = rows(line.world)
    does(line, line.slack.uploads(USER, text="この写真のことです"))
    assert (mine(line)[-1][0], rows(line.world)) == (FILE, before)
    line.says("ことばで書きます").sees("社会モデル（2/2）")


def test_an_edited_answer_is_not_taken_and_the_way_is_named(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("はじめの文")
    before = rows(line.world)
    written = [post for post in line.slack.seen(USER) if not post.mine][-1]
    does(line, line.slack.edits(USER, written.ts, "直した文"))
    assert (mine(line)[-1][0], rows(line.world)) == (EDITED, before)
    line.taps("戻る").sees("本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。")


def test_a_deleted_message_and_a_face_under_one_are_nothing(line: SlackChat) -> None:
    line.says("使い方")
    before, said = rows(line.world), mine(line)
    written = [post for post in line.slack.seen(USER) if not post.mine][-1]
    acts = [line.slack.reacts(USER, line.slack.seen(USER)[-1].ts), line.slack.deletes(USER, written.ts)]
    assert settled(line, *acts) == [True, True]
    assert (rows(line.world), mine(line)) == (before, said)


@pytest.fixture
def channel(line: SlackChat) -> SlackChat:
    """The same, with a channel in which a colleague is too."""
    line.slack.book.channel(CHANNEL, USER, COLLEAGUE)
    return line


def whispered(channel: SlackChat, user: str) -> list[tuple[list[str], str]]:
    """Return what the app has said in the channel before somebody's eyes, each with its thread."""
    return [(post.lines, post.thread) for post in channel.slack.book.seen(CHANNEL, user) if post.mine]


def test_whoever_calls_it_in_a_channel_is_told_where_it_talks_and_nobody_else_is(channel: SlackChat) -> None:
    before = rows(channel.world)
    does(channel, channel.slack.mentions(USER, CHANNEL, "ふりかえり"))
    assert (whispered(channel, USER), whispered(channel, COLLEAGUE)) == ([([POINTER], "")], [])
    assert (rows(channel.world), mine(channel)) == (before, [])


def test_called_in_a_thread_it_whispers_there(channel: SlackChat) -> None:
    does(channel, channel.slack.writes(COLLEAGUE, "相談です", channel=CHANNEL, silent=True))
    root = channel.slack.book.seen(CHANNEL)[-1]
    does(channel, channel.slack.mentions(USER, CHANNEL, "これ", thread_ts=root.ts))
    assert whispered(channel, USER) == [([POINTER], root.ts)]


@pytest.mark.parametrize("word", ["not_in_channel", "is_archived", "channel_not_found"])
def test_a_channel_that_cannot_be_reached_says_nothing_about_whoever_calls(channel: SlackChat, word: str) -> None:
    channel.slack.trouble("chat.postEphemeral", error=SlackRefused(word))
    does(channel, channel.slack.mentions(USER, CHANNEL, "ふりかえり"))
    assert whispered(channel, USER) == []
    assert found(channel.world, "SELECT stopped_at FROM accounts WHERE platform = 'slack'") == [(None,)]


def test_what_is_said_in_a_channel_without_calling_it_is_not_heard(channel: SlackChat) -> None:
    before = rows(channel.world)
    does(channel, channel.slack.writes(USER, "ふりかえり", channel=CHANNEL))
    assert (rows(channel.world), whispered(channel, USER), mine(channel)) == (before, [], [])


def test_no_message_unfurls_links_or_calls_somebody(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    line.says("https://example.jp <!channel> @here")
    line.taps("今回は関係しない").says("<@U0001> に聞く").taps("聞かなくていい").sees("おつかれさまでした")
    asked = [params for name, params in line.slack.calls if name == "chat.postMessage"]
    assert asked
    assert {(one["unfurl_links"], one["unfurl_media"], one["link_names"]) for one in asked} == {(False, False, False)}
