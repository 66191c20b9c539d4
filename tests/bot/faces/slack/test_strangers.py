"""A55: who is not known, or is no person of this workspace: one sentence at most, and nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, rows, settled
from tests.bot.faces.slack.hands import called, does, modal, posts
from tests.handlers.joining.newcomers import WELCOME, invited
from tests.simulators.slack import STRANGERS
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

WHO, OTHER = "U0404", "U0555"
ONE = ["ここは、センターからリンクか番号を受け取った方の場所です。リンクか番号を、ここに送ってください。"]
FOREIGN = ["ここは、このワークスペースの方の場所です。ほかの会社からは使えません。"]


@pytest.fixture
def stranger(line: SlackChat) -> SlackChat:
    """The Slack of somebody of the workspace whom Idobata does not know."""
    return SlackChat(line.world, line.slack, WHO)


def test_whoever_writes_without_a_link_is_told_once_where_it_comes_from(stranger: SlackChat) -> None:
    before = rows(stranger.world)
    stranger.says("こんにちは")
    assert (posts(stranger), rows(stranger.world)) == ([ONE], before)
    stranger.says("だれですか")
    assert posts(stranger) == [ONE]


def test_whoever_comes_back_after_a_while_is_told_again(stranger: SlackChat) -> None:
    face_of(stranger.world).answers.quiet_seconds = 0
    stranger.says("こんにちは").says("だれですか")
    assert posts(stranger) == [ONE, ONE]


def test_a_flood_gets_one_sentence(stranger: SlackChat) -> None:
    stranger.slack.carrier.hold()
    flood = [stranger.slack.writes(WHO, f"{number}") for number in range(40)]
    stranger.slack.carrier.release()
    assert settled(stranger, *flood) == [True] * 40
    assert posts(stranger) == [ONE]


def test_a_guest_of_the_workspace_who_has_no_link_is_a_stranger_like_any_other(stranger: SlackChat) -> None:
    stranger.slack.guest(WHO)
    stranger.says("こんにちは")
    assert posts(stranger) == [ONE]


def test_a_press_by_somebody_who_has_been_removed_shows_her_the_door(line: SlackChat) -> None:
    line.opens()
    with line.world.app.stores.database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM accounts WHERE platform = 'slack'")
    before = rows(line.world)
    does(line, line.slack.presses(USER, "ふりかえり"))
    assert modal(line)[1:3] == ["センターから届いたリンク、または番号", "［入る］"]
    assert rows(line.world) == before


def test_somebody_of_another_company_is_told_once_and_nothing_is_kept(line: SlackChat) -> None:
    line.slack.stranger(OTHER)
    before = rows(line.world)
    delivery = line.slack.writes(OTHER, "123456", user_team=STRANGERS, source_team=STRANGERS)
    assert settled(line, delivery) == [True]
    foreign = SlackChat(line.world, line.slack, OTHER)
    assert (posts(foreign), rows(line.world)) == ([FOREIGN], before)


@pytest.mark.parametrize("which", ["user_team", "source_team", "team"])
def test_any_sign_of_another_company_is_enough(line: SlackChat, which: str) -> None:
    line.slack.stranger(OTHER)
    before = rows(line.world)
    teams: dict[str, Any] = {"user_team": "T0001", "source_team": "T0001", "team": "T0001", which: STRANGERS}
    does(line, line.slack.writes(OTHER, "こんにちは", **teams))
    assert rows(line.world) == before


def test_the_same_id_in_another_company_is_another_person(line: SlackChat) -> None:
    before = rows(line.world)
    does(line, line.slack.writes(USER, "使い方", user_team=STRANGERS, source_team=STRANGERS, team=STRANGERS))
    assert (rows(line.world), posts(line)) == (before, [FOREIGN])


def test_a_press_or_an_entry_from_another_company_does_nothing(line: SlackChat) -> None:
    line.slack.stranger(OTHER)
    line.slack.carrier.ack_seconds = 0.1
    before = rows(line.world)
    place = line.slack.book.dm(OTHER)
    acts = [line.slack.presses_data(OTHER, "reflection:"), line.slack.shortcut(OTHER, "idobata_reflect")]
    settled(line, *acts)
    said = [post.lines for post in line.slack.book.seen(place.id) if post.mine]
    assert (rows(line.world), line.slack.modal(OTHER)) == (before, None)
    assert said in ([], [FOREIGN])


BOTS: list[dict[str, Any]] = [
    {"bot_id": "B0OTHER", "app_id": "A0OTHER"},
    {"subtype": "bot_message", "bot_id": "B0FLOW", "username": "ワークフロー"},
    {"bot_id": "B0BOT", "app_id": "A0001"},
]


@pytest.mark.parametrize("more", BOTS, ids=["app", "workflow", "itself"])
def test_bots_and_workflows_are_not_listened_to(line: SlackChat, more: dict[str, Any]) -> None:
    before = rows(line.world)
    assert settled(line, line.slack.writes(USER, "ふりかえり", **more)) == [True]
    assert (rows(line.world), posts(line)) == (before, [])


def test_a_workflow_in_her_chat_is_not_taken_for_her(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    before, said = rows(line.world), len(posts(line))
    does(line, line.slack.workflow_writes(USER, "お知らせです"))
    assert (rows(line.world), len(posts(line))) == (before, said)


def test_a_bot_that_calls_it_in_a_channel_is_not_answered(line: SlackChat) -> None:
    line.slack.book.channel("C0001", USER)
    event = {"type": "app_mention", "user": "U0FLOW", "bot_id": "B0FLOW", "text": "<@U0BOT>", "channel": "C0001"}
    assert settled(line, line.slack.event({**event, "ts": "1.1", "event_ts": "1.1"})) == [True]
    assert called(line, "chat.postEphemeral") == 0


@pytest.mark.parametrize("way", ["code", "token"])
def test_an_invitation_in_the_hands_of_another_company_or_a_bot_is_not_used(line: SlackChat, way: str) -> None:
    made = invited(line.world)
    text = made.code if way == "code" else f"https://idobata.example/in/{made.token}"
    line.slack.stranger(OTHER)
    before = rows(line.world)
    acts = [line.slack.writes(OTHER, text, user_team=STRANGERS, source_team=STRANGERS)]
    acts += [line.slack.writes(WHO, text, bot_id="B0001", subtype="bot_message")]
    assert settled(line, *acts) == [True, True]
    assert rows(line.world) == before
    SlackChat(line.world, line.slack, WHO).says(text).sees(*WELCOME)
