"""A55: only the workspace's own members come in on Slack; whoever else has an invitation keeps it, and reads why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.faces.slack.members import why_not
from bot.links import make_link
from messages.words import msg
from tests.bot.faces.slack.desk import Begun, face_of, rows, settled
from tests.bot.faces.slack.hands import called, does, modal, posts, presses
from tests.handlers.joining.newcomers import WELCOME, invited
from tests.simulators.slack import STRANGERS, Slack
from tests.simulators.slack_ledger import Person, SlackRefused
from tests.slack_chat import SlackChat
from tests.world import ALONE

pytestmark = pytest.mark.slow

WHO, MEMBER = "U0404", "U0808"
GUEST = "ゲストの方は、ここからは入れません。届いたリンクを開くと、Webで使えます。リンクや番号は、まだ使えます。"
FOREIGN = "ここは、このワークスペースの方の場所です。ほかの会社からは使えません。"
PLACE = "ここは、センターからリンクか番号を受け取った方の場所です。"
UNSURE = "いまは確かめられず、入れませんでした。リンクや番号はそのまま使えます。少し待って、もう一度どうぞ。"

OTHERS = {
    "guest": (Person(WHO, guest=True), GUEST),
    "guest of one channel": (Person(WHO, guest=True, single=True), GUEST),
    # Slack does not say in every kind of event whose she is.
    "of another company": (Person(WHO, home=STRANGERS), FOREIGN),
    # Nothing can be written to these.
    "bot": (Person(WHO, bot=True), ""),
    "workflow": (Person(WHO, bot=True, workflow=True), ""),
    "switched off": (Person(WHO, gone=True), ""),
}


@pytest.fixture
def stranger(line: SlackChat) -> SlackChat:
    """The Slack of somebody whom Idobata does not know."""
    return SlackChat(line.world, line.slack, WHO)


def enters(chat: SlackChat, text: str) -> None:
    """Go through the Home tab's door and enter this."""
    chat.opens()
    presses(chat, "リンクか番号を入れる")
    chat.slack.types(chat.user, "センターから届いたリンク、または番号", text)
    does(chat, chat.slack.submits(chat.user))


def told(chat: SlackChat) -> list[str]:
    """Return what somebody was told, wherever she looks."""
    return [line.removeprefix("！") for lines in [*posts(chat), modal(chat)] for line in lines]


@pytest.mark.parametrize("way", ["link", "digits", "door", "command"])
@pytest.mark.parametrize("who", OTHERS)
def test_who_is_no_member_reads_why_and_her_invitation_stays_good(stranger: SlackChat, who: str, way: str) -> None:
    person, why = OTHERS[who]
    stranger.slack.book.people[WHO] = person
    made = invited(stranger.world)
    link = f"https://idobata.example/in/{made.token}"
    before = rows(stranger.world)
    match way:
        case "command":
            does(stranger, stranger.slack.command(WHO, link))
            why = why or PLACE
        case "door" if why:
            enters(stranger, made.code)
        case _:
            does(stranger, stranger.slack.writes(WHO, link if way == "link" else made.code))
    assert [line for line in told(stranger) if line in (GUEST, FOREIGN, PLACE, UNSURE)] == [why] * bool(why)
    assert rows(stranger.world) == before
    SlackChat(stranger.world, stranger.slack, MEMBER).says(link).sees(*WELCOME)


def test_a_guest_does_not_become_somebody_who_is_in_already(stranger: SlackChat) -> None:
    stranger.slack.guest(WHO)
    token = make_link(stranger.world.app.stores.database, ALONE)
    before = rows(stranger.world)
    stranger.says(f"https://idobata.example/in/{token}")
    assert (posts(stranger), rows(stranger.world)) == ([[GUEST]], before)


TROUBLES: dict[str, dict[str, Any]] = {
    "no permission": {"error": SlackRefused("missing_scope", needed="users:read", provided="chat:write")},
    "too many": {"error": SlackRefused("ratelimited", retry_after=30)},
    "a word of its own": {"error": SlackRefused("something_new")},
    "no answer in time": {"late": 5.0},
    "cut off twice": {"drop": True, "times": 9},
    "a page of a proxy": {"page": (502, b"<html>"), "times": 2},
    "half an answer": {"page": (200, b'{"ok": true}'), "times": 2},
}


@pytest.mark.parametrize("how", TROUBLES)
def test_where_slack_does_not_say_who_she_is_nobody_is_let_in_and_nothing_is_used_up(
    stranger: SlackChat, how: str
) -> None:
    made = invited(stranger.world)
    before = rows(stranger.world)
    stranger.slack.trouble("users.info", **TROUBLES[how])
    stranger.says(made.token)
    assert (posts(stranger), rows(stranger.world)) == ([[UNSURE]], before)
    stranger.slack.calm()
    face_of(stranger.world).answers.quiet_seconds = 0
    stranger.says(made.token).sees(*WELCOME)


def test_one_broken_connection_is_not_even_seen(stranger: SlackChat) -> None:
    made = invited(stranger.world)
    stranger.slack.trouble("users.info", drop=True)
    stranger.says(made.token).sees(*WELCOME)


def test_whom_slack_does_not_show_is_of_another_company(stranger: SlackChat) -> None:
    made = invited(stranger.world)
    stranger.slack.trouble("users.info", error=SlackRefused("user_not_visible"))
    stranger.says(made.token)
    assert posts(stranger) == [[FOREIGN]]


def test_whoever_keeps_the_program_reads_which_permission_is_missing(begins: Callable[..., Begun]) -> None:
    slack = Slack()
    begun = begins(slack)
    begun.chat("U0007")
    slack.scopes.discard("users:read")
    stranger = SlackChat(begun.world, slack, WHO).says(invited(begun.world).token)
    assert (posts(stranger), begun.heard) == ([[UNSURE]], ["slack-scope"])


def test_slack_is_asked_once_when_she_comes_in_and_never_again(stranger: SlackChat, line: SlackChat) -> None:
    line.opens().says("使い方").taps("ふりかえり")
    stranger.says("こんにちは")
    assert called(line, "users.info") == 0
    stranger.says(invited(line.world).token).taps("使い方")
    assert settled(stranger) == []
    assert called(line, "users.info") == 1


@pytest.mark.parametrize(
    ("user", "why"),
    [
        ({"team_id": "T1"}, None),
        ({"team_id": "T1", "is_restricted": False, "is_ultra_restricted": False, "is_stranger": False}, None),
        ({"team_id": "T2"}, "slack-foreign"),
        ({}, "slack-foreign"),
        # Of one organisation, with another workspace as hers.
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}}, None),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, "slack-foreign"),
        ({"team_id": "T2", "enterprise_user": None}, "slack-foreign"),
        ({"team_id": "T1", "is_stranger": True}, "slack-foreign"),
        ({"team_id": "T1", "is_ultra_restricted": True}, "slack-guest"),
        ({"team_id": "T1", "is_restricted": True}, "slack-guest"),
        ({"team_id": "T2", "is_restricted": True}, "slack-foreign"),
        ({"team_id": "T1", "is_bot": True}, "slack-place"),
        ({"team_id": "T1", "is_connector_bot": True}, "slack-place"),
        ({"team_id": "T1", "is_workflow_bot": True}, "slack-place"),
        ({"team_id": "T1", "deleted": True}, "slack-place"),
    ],
)
def test_who_is_a_member_as_slack_describes_people(user: dict[str, Any], why: str | None) -> None:
    assert why_not(user, "T1") == (msg(why) if why else None)
