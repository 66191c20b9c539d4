"""The guard on Slack: in a modal nothing is left; what she typed as a message she is asked to delete herself."""

from __future__ import annotations

from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.hands import does, home, modal
from tests.handlers.asking.steps import GUARD, MASK, MASKED, POST, POSTED, TYPED, asked, asks
from tests.slack_chat import SlackChat

HERS = "井戸端からは消しました。上の投稿はご自分で消してください。"
GONE = "元の文章は、この画面からも消しました。"
WAITS = "井戸端に聞く"


def test_in_a_modal_nothing_is_left(line: SlackChat) -> None:
    asks(line, TYPED).taps(MASK).sees(GONE, f"「{MASKED}」")
    assert HERS not in line.text


def test_what_stands_in_the_messages_is_hers_to_delete(line: SlackChat) -> None:
    line.says("聞く").says(TYPED).sees(GUARD).taps(MASK).sees(HERS, f"「{MASKED}」").taps(POST).sees(POSTED)
    line.comes()
    mine = [post for post in line.slack.seen(USER) if post.mine]
    assert [post for post in mine if "山田" in f"{post.text} {post.blocks}"] == []


def test_a_command_with_a_text_leaves_nothing_in_the_channel(line: SlackChat) -> None:
    does(line, line.slack.command(USER, f"聞く {TYPED}"))
    line.taps(MASK).sees(GONE).taps(POST)
    assert [body for body, *_ in asked(line.world)] == [MASKED]


def test_home_has_the_way_back_to_what_is_asked(line: SlackChat) -> None:
    asks(line, TYPED)
    assert modal(line)[0] == GUARD
    line.closes()
    assert home(line)[:1] == [WAITS]
    line.taps("つづきから").sees(GUARD)
