"""/idobata in Japanese and in English: what comes back is for her eyes only, wherever she typed it."""

from __future__ import annotations

import pytest

from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import rows, settled
from tests.bot.faces.slack.hands import called, does, home, modal, posts, presses
from tests.simulators.slack import Post
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

HOME = "きょうは、なにをしますか"
CHANNEL, COLLEAGUE = "C0001", "U0777"
WORDS = {
    "": HOME,
    "ホーム": HOME,
    "home": HOME,
    "ふりかえり": "ふりかえり",
    "振り返り": "ふりかえり",
    "reflect": "ふりかえり",
    "REFLECT": "ふりかえり",
    "ｒｅｆｌｅｃｔ": "ふりかえり",
    "設定": "設定",
    "せってい": "設定",
    "settings": "設定",
    "ヘルプ": "使い方",
    "使い方": "使い方",
    "help": "使い方",
    "人に話す": "人に話す",
    "番号": "ほかのアプリとつなぐ",
    "やめる": HOME,
    "cancel": HOME,
    "なぞのことば": "その言葉は、分かりませんでした。残していません。したいことは、下から選べます。",
    "/reflect": "ふりかえり",
    "  設定。 ": "設定",
}


def seen(line: SlackChat, channel: str = CHANNEL, user: str = USER) -> list[Post]:
    """Return what the app has said in a channel, as this person sees it."""
    return [post for post in line.slack.book.seen(channel, user) if post.mine]


@pytest.fixture
def channel(line: SlackChat) -> SlackChat:
    """The same, in a channel with a colleague."""
    line.slack.book.channel(CHANNEL, USER, COLLEAGUE, app=False)
    return line


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_answered_in_its_acknowledgement_and_only_she_sees_it(line: SlackChat, word: str) -> None:
    delivery = line.slack.command(USER, word)
    assert settled(line, delivery) == [True]
    assert delivery.answer["response_type"] == "ephemeral"
    (post,) = seen(line, line.slack.book.dm(USER).id)
    assert (post.lines[0], post.only_for) == (WORDS[word], USER)
    assert [line.slack.asked.count(name) for name in ("chat.postMessage", "views.open")] == [0, 0]


def test_in_a_channel_nobody_else_sees_anything(channel: SlackChat) -> None:
    does(channel, channel.slack.command(USER, "人に話す", channel=CHANNEL))
    assert [post.lines[0] for post in seen(channel)] == ["人に話す"]
    assert (seen(channel, user=COLLEAGUE), posts(channel)) == ([], [])


def test_it_stops_what_is_asked_and_says_how_to_go_on(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    does(line, line.slack.command(USER, "やめる"))
    (post,) = [one for one in seen(line, line.slack.book.dm(USER).id) if one.only_for]
    assert post.lines[0] == "ふりかえりの書きかけがあります"
    assert home(line)[0] == "ふりかえりの書きかけがあります"


def test_in_the_middle_of_a_text_a_known_word_is_a_command_and_never_the_answer(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    does(line, line.slack.command(USER, "設定"))
    assert home(line)[0] == "ふりかえりの書きかけがあります"
    line.says("つづきから").sees("本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。")


def test_a_press_in_what_only_she_sees_changes_it_in_its_place(channel: SlackChat) -> None:
    does(channel, channel.slack.command(USER, "ヘルプ", channel=CHANNEL))
    presses(channel, "人に話す")
    presses(channel, "はじめの画面へ")
    (post,) = seen(channel)
    assert (post.lines[0], post.only_for, post.edits) == (HOME, USER, 2)
    assert (called(channel, "response_url"), posts(channel), modal(channel)) == (2, [], [])


def test_a_slow_talk_begun_in_a_channel_goes_on_in_private(channel: SlackChat) -> None:
    does(channel, channel.slack.command(USER, "reflect", channel=CHANNEL))
    presses(channel, "3分（2つの視点）")
    (post,) = seen(channel)
    assert post.lines == ["つづきは「メッセージ」で聞いています。", "［メッセージをひらく］"]
    assert [lines[0] for lines in posts(channel)] == ["なにについて？"]


def test_a_form_opens_over_what_only_she_sees(form: SlackChat) -> None:
    does(form, form.slack.command(USER, "ここは"))
    presses(form, "たのむ")
    assert modal(form)[0] == "訪問の希望"
    (post,) = seen(form, form.slack.book.dm(USER).id)
    assert (post.lines, post.edits) == (["たのみますか。", "［たのむ］"], 0)


@pytest.mark.parametrize("trouble", ["late", "500", "gone"])
def test_where_the_address_for_the_answer_is_good_no_more_the_answer_comes_in_private(
    channel: SlackChat, trouble: str
) -> None:
    does(channel, channel.slack.command(USER, "ヘルプ", channel=CHANNEL))
    delivery = channel.slack.presses(USER, "人に話す") if trouble != "late" else None
    if trouble == "late":
        channel.slack.carrier.hold()
        delivery = channel.slack.presses(USER, "人に話す")
        channel.slack.ahead += 1801
        channel.slack.carrier.release()
    elif trouble == "500":
        channel.slack.trouble("response_url", page=(500, b"<html>"), done=False)
    else:
        channel.slack.trouble("response_url", drop=True, done=False)
    does(channel, delivery)
    assert [post.lines[0] for post in seen(channel)] == ["使い方"]
    assert [lines[0] for lines in posts(channel)] == ["人に話す"]


def test_a_command_by_somebody_of_another_company_is_not_answered_and_leaves_nothing(line: SlackChat) -> None:
    line.slack.stranger("U0555")
    line.slack.carrier.ack_seconds = 0.1
    before = rows(line.world)
    delivery = line.slack.command("U0555", "ふりかえり")
    assert settled(line, delivery) == [False]
    assert (rows(line.world), line.slack.seen("U0555")) == (before, [])
