"""A24, wrong tokens and missing scopes: what no other try will change is noted, and said once with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from handlers.kit.errors import TryLater, Undeliverable
from messages.words import msg, words_of
from storage.accounts import Account
from storage.db import EVERYWHERE
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import TOKENS, Begun, settled, show, texts, titles, told
from tests.bot.trouble import Doing, post, rows, unreplied
from tests.simulators.slack import APP, APP_TOKEN, BOT_TOKEN, Slack, SlackRefused
from tests.slack_chat import SlackChat
from tests.world import ALONE, CENTRE

pytestmark = pytest.mark.slow

OTHER = "U700100201"
OTHER_BOT = "xoxb-" + "9" * 12 + "-" + "8" * 12 + "-" + "c" * 24
OTHER_APP = "xapp-1-" + APP + "-" + "4" * 13 + "-" + "d" * 64
GONE = ("channel_not_found", "is_archived", "not_in_channel", "user_not_found", "user_disabled", "cannot_dm_bot")


@pytest.fixture
def begun(begins: Callable[..., Begun]) -> Begun:
    """The program with notices of the tests' own."""
    return begins(house=Doing().house(), minute=0.02)


@pytest.fixture
def chat(begun: Begun) -> Iterator[SlackChat]:
    """Somebody whom something should reach."""
    yield begun.chat(USER)
    assert begun.slack.wrong == []


def stopped(chat: SlackChat) -> list[str | None]:
    """Return why nothing reaches her account on Slack."""
    with chat.world.app.stores.database.read() as session:
        wanted = select(Account.stopped_why).where(Account.platform == "slack")
        return list(session.scalars(wanted.execution_options(**EVERYWHERE)))


@pytest.mark.parametrize("word", GONE)
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
def test_a24_whom_nothing_reaches_is_noted_until_a_sign_of_life(chat: SlackChat, word: str, method: str) -> None:
    chat.slack.trouble(method, error=SlackRefused(word), times=2)
    with pytest.raises(Undeliverable) as never:
        show(chat, told("知らせ"))
    assert str(never.value) == "gone"
    chat.says("使い方")
    assert (texts(chat), stopped(chat)) == ([], ["gone"])
    chat.says("使い方").sees("使い方")
    assert stopped(chat) == [None]


def test_a24_what_reaches_her_not_on_slack_reaches_her_on_the_page(chat: SlackChat) -> None:
    chat.slack.book.closed["D" + USER[1:]] = "is_archived"
    chat.world.signs_in()
    post(chat.world, ALONE)
    chat.world.tick()
    chat.world.tick()
    assert rows(chat.world, "SELECT state, platform FROM outbox") == [("sent", "web")]
    assert (texts(chat), stopped(chat)) == ([], ["gone"])


def test_a24_a_deactivated_person_is_noted_and_the_others_go_on(chat: SlackChat, begun: Begun) -> None:
    other = begun.chat(OTHER, CENTRE)
    chat.slack.book.person(USER).gone = True
    post(chat.world, ALONE)
    post(chat.world, CENTRE)
    chat.world.tick()
    assert (texts(chat), len(texts(other)), sorted(map(str, stopped(chat)))) == ([], 1, ["None", "gone"])
    assert begun.heard == []


WRONG: dict[str, tuple[SlackRefused, str]] = {
    "invalid": (SlackRefused("invalid_auth"), "slack-token"),
    "none": (SlackRefused("not_authed"), "slack-token"),
    "expired": (SlackRefused("token_expired"), "slack-token"),
    "revoked": (SlackRefused("token_revoked"), "slack-gone"),
    "inactive": (SlackRefused("account_inactive"), "slack-gone"),
    "type": (SlackRefused("not_allowed_token_type"), "slack-token"),
    "scope": (SlackRefused("missing_scope", needed="chat:write", provided=""), "slack-scope"),
    "tab": (SlackRefused("messages_tab_disabled"), "slack-tab"),
}


@pytest.mark.parametrize(("error", "said"), WRONG.values(), ids=WRONG.keys())
def test_a24_what_somebody_must_put_right_is_said_once_and_everything_waits(
    chat: SlackChat, begun: Begun, error: SlackRefused, said: str
) -> None:
    chat.slack.trouble("chat.postMessage", error=error, times=100)
    chat.says("使い方")
    begun.face.lanes._lanes.clear()
    for _ in range(3):
        with pytest.raises(TryLater):
            show(chat, told("知らせ"))
        begun.face.lanes._lanes.clear()
    begun.goes_on(0.1)
    assert (begun.heard, stopped(chat), texts(chat)) == ([said], [None], [])
    assert unreplied(chat.world) == 1
    chat.slack.calm()
    chat.says("使い方").sees("使い方")
    chat.slack.trouble("chat.postMessage", error=error, times=100)
    begun.face.lanes._lanes.clear()
    with pytest.raises(TryLater):
        show(chat, told("知らせ"))
    assert begun.heard == [said, said], "it was over, and is back"


def test_a24_a_home_tab_that_is_off_is_said_once_and_the_messages_go_on(chat: SlackChat, begun: Begun) -> None:
    chat.slack.trouble("views.publish", error=SlackRefused("not_enabled"), times=100)
    chat.opens()
    chat.says("使い方").sees("使い方")
    chat.says("設定")
    assert (begun.heard, titles(chat)) == (["slack-tab"], 1)
    assert unreplied(chat.world) == 0


def test_a24_a_messages_tab_that_is_off_is_said_once_and_the_home_tab_goes_on(chat: SlackChat, begun: Begun) -> None:
    chat.slack.book.messages_tab = False
    chat.says("使い方")
    chat.opens()
    assert (begun.heard, texts(chat), chat.slack.home(USER) is not None) == (["slack-tab"], [], True)


def test_an_app_that_is_thrown_out_while_it_runs_is_said_once(chat: SlackChat, begun: Begun) -> None:
    deliveries = chat.slack.throws_out()
    settled(chat, *deliveries)
    chat.slack.writes(USER, "使い方")
    begun.goes_on(0.2)
    assert (begun.heard, [one.acked for one in deliveries]) == (["slack-gone"], [True, True])
    chat.slack.dead.clear()
    begun.face.lanes._lanes.clear()
    chat.says("使い方").sees("使い方")


def test_a_person_who_takes_her_own_consent_back_is_no_end_of_the_app(chat: SlackChat, begun: Begun) -> None:
    event = chat.slack.event({"type": "tokens_revoked", "tokens": {"oauth": [USER]}, "event_ts": "1.2"})
    settled(chat, event)
    assert (begun.heard, event.acked) == ([], True)


def test_a_bot_token_that_is_revoked_while_it_runs_is_said_once_and_a_good_one_is_taken(
    chat: SlackChat, begun: Begun
) -> None:
    chat.slack.revoke()
    chat.slack.writes(USER, "使い方")
    begun.goes_on(0.2)
    assert begun.heard == ["slack-gone"]
    chat.slack.dead.clear()
    begun.face.lanes._lanes.clear()
    chat.says("使い方").sees("使い方")


STARTS: dict[str, tuple[dict[str, str], str]] = {
    "wrong bot token": ({**TOKENS, "slack_bot_token": OTHER_BOT}, "slack-token"),
    "no bot token at all": ({**TOKENS, "slack_bot_token": "x"}, "slack-token"),
    "wrong app token": ({**TOKENS, "slack_app_token": OTHER_APP}, "slack-app-token"),
    "bot token twice": ({**TOKENS, "slack_app_token": BOT_TOKEN}, "slack-app-token"),
    "wrong bot token for http": ({"slack_bot_token": OTHER_BOT, "slack_signing_secret": "s"}, "slack-token"),
}


@pytest.mark.parametrize(("settings", "said"), STARTS.values(), ids=STARTS.keys())
def test_a_wrong_token_at_the_start_is_one_sentence_once_and_the_web_goes_on(
    begins: Callable[..., Begun], settings: dict[str, str], said: str
) -> None:
    begun = begins(settings=settings, minute=0.02)
    begun.goes_on(0.3)
    assert begun.heard == [said]


@pytest.mark.parametrize("settings", [{"slack_bot_token": APP_TOKEN, "slack_app_token": BOT_TOKEN}])
def test_swapped_tokens_are_one_sentence_each_once(begins: Callable[..., Begun], settings: dict[str, str]) -> None:
    begun = begins(settings=settings, minute=0.02)
    begun.goes_on(0.3)
    assert begun.heard == ["slack-token"]


@pytest.mark.parametrize("dead", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_revoked_token_at_the_start_is_said_and_taken_when_it_is_good_again(
    begins: Callable[..., Begun], dead: str
) -> None:
    slack = Slack()
    slack.revoke(dead)
    begun = begins(slack, minute=0.02)
    begun.goes_on(0.2)
    assert begun.heard == ["slack-token" if dead == "invalid_auth" else "slack-gone"]
    slack.dead.clear()
    begun.chat(USER).says("使い方").sees("使い方")


def test_an_app_token_that_is_revoked_while_it_runs_is_said_once(chat: SlackChat, begun: Begun) -> None:
    begun.until(lambda: begun.face.listening.sockets.open)
    chat.slack.dead[APP_TOKEN] = "token_revoked"
    chat.slack.sockets.cut()
    begun.goes_on(0.3)
    assert begun.heard == ["slack-app-token"]
    chat.slack.dead.clear()
    begun.until(lambda: begun.face.listening.sockets.open)
    chat.says("使い方").sees("使い方")


NEEDED = ("chat:write", "commands", "im:history", "im:read", "im:write", "app_mentions:read")


@pytest.mark.parametrize("scope", NEEDED)
def test_a_scope_that_is_missing_at_the_start_is_named_once(begins: Callable[..., Begun], scope: str) -> None:
    slack = Slack()
    slack.scopes.discard(scope)
    begun = begins(slack, minute=0.02)
    begun.until(lambda: begun.said)
    begun.goes_on(0.1)
    assert begun.said == [msg("slack-scope", scope=scope)]


def test_an_app_token_without_its_scope_is_said(begins: Callable[..., Begun]) -> None:
    slack = Slack()
    slack.app_scopes.clear()
    begun = begins(slack, minute=0.02)
    begun.goes_on(0.2)
    assert begun.heard == ["slack-app-token"]


def test_without_any_network_the_web_goes_on(begins: Callable[..., Begun], monkeypatch: pytest.MonkeyPatch) -> None:
    slack = Slack()
    begun = begins(slack, minute=0.02)
    begun.until(lambda: begun.face.listening.sockets.open)
    begun.world.run(slack.stop())
    begun.goes_on(0.3)
    assert begun.heard == ["slack-unreached"]


class Deaf:
    """Whoever should have been told is gone."""

    def __call__(self, _sentence: object) -> None:
        """Fail."""
        raise BrokenPipeError


def test_whoever_cannot_be_told_of_a_trouble_does_not_end_the_listening(chat: SlackChat, begun: Begun) -> None:
    begun.face.troubles._report = Deaf()
    chat.slack.trouble("apps.connections.open", error=SlackRefused("internal_error"), times=3)
    chat.slack.sockets.cut()
    begun.until(lambda: begun.face.listening.sockets.open, 10)
    chat.says("使い方").sees("使い方")


def test_what_a_sentence_says_has_no_token_in_it() -> None:
    for name in ("slack-token", "slack-app-token", "slack-gone", "slack-tab", "slack-socket-off", "slack-unreached"):
        said = words_of().say(msg(name))
        assert ("xox" in said, "xapp" in said, said.endswith("。")) == (False, False, True)
