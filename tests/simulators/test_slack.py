"""The simulated Web API against Slack's own client."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.ledger import Limits
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, Slack, SlackRefused
from tests.simulators.slack_client import OFF, WHO, button, refused, said

SECTION = {"type": "section", "text": said("こんにちは")}


async def _post(web: AsyncWebClient, text: str = "こんにちは", **more: Any) -> str:
    channel = (await web.conversations_open(users=WHO))["channel"]["id"]
    return str((await web.chat_postMessage(channel=channel, text=text, **{**OFF, **more}))["ts"])


async def test_auth_test_names_the_app_and_its_scopes(slack: Slack, web: AsyncWebClient) -> None:
    slack.scopes -= {"im:read"}
    answer = await web.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0001", "U0BOT", "B0BOT")
    assert set(answer.headers["X-OAuth-Scopes"].split(",")) == slack.scopes


async def test_a_message_stands_in_the_history_with_its_metadata(slack: Slack, web: AsyncWebClient) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"id": "7"}}
    ts = await _post(web, blocks=[SECTION, button("はい")], metadata=metadata)
    slack.writes(WHO, "a < b & c", silent=True)
    with_it = (await web.conversations_history(channel="D0001", include_all_metadata=True))["messages"]
    without = (await web.conversations_history(channel="D0001", oldest=ts, inclusive=True))["messages"]
    assert [one["text"] for one in with_it] == ["a &lt; b &amp; c", "こんにちは"]
    assert [one.get("metadata") for one in with_it] == [None, metadata]
    assert ["metadata" in one for one in without] == [False, False]
    assert (await web.conversations_history(channel="D0001", oldest=ts))["messages"][0]["user"] == WHO
    assert slack.wrong == []


async def test_a_long_history_comes_in_pages(slack: Slack, web: AsyncWebClient) -> None:
    for number in range(5):
        slack.writes(WHO, str(number), silent=True)
    texts, cursor = [], ""
    while True:
        answer = await web.conversations_history(channel="D0001", limit=2, cursor=cursor)
        texts.append([one["text"] for one in answer["messages"]])
        cursor = answer["response_metadata"]["next_cursor"]
        assert answer["has_more"] == bool(cursor)
        if not cursor:
            break
    assert texts == [["4", "3"], ["2", "1"], ["0"]]
    listed = await web.conversations_list(types="im")
    assert [(one["id"], one["user"]) for one in listed["channels"]] == [("D0001", WHO)]


async def test_replies_stand_in_their_thread_only(web: AsyncWebClient) -> None:
    first = await _post(web)
    await _post(web, "つづき", thread_ts=first)
    thread = (await web.conversations_replies(channel="D0001", ts=first))["messages"]
    assert [one["text"] for one in thread] == ["こんにちは", "つづき"]
    assert len((await web.conversations_history(channel="D0001"))["messages"]) == 1


async def test_what_was_shown_stays_in_the_ledger_when_it_is_edited_and_deleted(
    slack: Slack, web: AsyncWebClient
) -> None:
    ts = await _post(web, blocks=[SECTION])
    await web.chat_update(channel="D0001", ts=ts, text="さようなら", blocks=[button("はい", "v:1")])
    assert [post.lines for post in slack.seen(WHO)] == [["［はい］"]]
    await web.chat_delete(channel="D0001", ts=ts)
    assert slack.seen(WHO) == []
    shown = [(one.how, one.lines, one.buttons) for one in slack.shown(WHO)]
    assert shown == [("posted", ("こんにちは",), ()), ("edited", ("［はい］",), ("v:1",))]
    assert await refused(web.chat_update(channel="D0001", ts=ts, text="?")) == "message_not_found"


async def test_what_the_app_did_not_write_it_cannot_change(slack: Slack, web: AsyncWebClient) -> None:
    ts = slack.writes(WHO, "わたし").payload["event"]["ts"]
    assert await refused(web.chat_update(channel="D0001", ts=ts, text="?")) == "cant_update_message"
    assert await refused(web.chat_delete(channel="D0001", ts=ts)) == "cant_delete_message"


async def test_an_ephemeral_message_is_one_persons_and_in_no_history(slack: Slack, web: AsyncWebClient) -> None:
    slack.book.channel("C0001", WHO, "U0002")
    ts = (await web.chat_postEphemeral(channel="C0001", user=WHO, text="あなたにだけ"))["message_ts"]
    assert [len(slack.book.seen("C0001", user)) for user in (WHO, "U0002")] == [1, 0]
    assert (await web.conversations_history(channel="C0001"))["messages"] == []
    assert await refused(web.chat_update(channel="C0001", ts=ts, text="?")) == "message_not_found"
    slack.book.forget_ephemerals(WHO)
    assert slack.book.seen("C0001", WHO) == []


async def test_where_the_app_may_not_write_it_is_told_why(slack: Slack, web: AsyncWebClient) -> None:
    slack.book.channel("C0001", WHO, app=False)
    slack.book.channel("C0002").archived = True
    slack.book.channel("C0003")
    slack.book.closed["C0003"] = "restricted_action"
    places = ["C0001", "C0002", "C0003", "C9999", "D9999"]
    errors = [await refused(web.chat_postMessage(channel=one, text="?", **OFF)) for one in places]
    assert errors == ["not_in_channel", "is_archived", "restricted_action", "channel_not_found", "channel_not_found"]
    assert await refused(web.conversations_open(users="U9999")) == "user_not_found"
    slack.book.person(WHO).gone = True
    assert await refused(web.conversations_open(users=WHO)) == "user_disabled"


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-other", "auth.test", "invalid_auth"),
        (APP_TOKEN, "chat.postMessage", "not_allowed_token_type"),
        (BOT_TOKEN, "apps.connections.open", "not_allowed_token_type"),
    ],
)
async def test_wrong_tokens_are_told_by_name(slack: Slack, token: str, method: str, error: str) -> None:
    web = AsyncWebClient(token, slack.url, retry_handlers=[])
    assert await refused(web.api_call(method)) == error


async def test_tokens_die_when_they_are_revoked_or_the_app_is_thrown_out(slack: Slack, web: AsyncWebClient) -> None:
    slack.revoke()
    assert await refused(web.auth_test()) == "token_revoked"
    slack.throws_out()
    assert await refused(web.auth_test()) == "account_inactive"
    told = [one.payload["event"]["type"] for one in slack.carrier.deliveries]
    assert told == ["app_uninstalled", "tokens_revoked"]


async def test_a_missing_scope_is_named(slack: Slack, web: AsyncWebClient) -> None:
    slack.scopes.clear()
    slack.scopes.add("chat:write")
    with pytest.raises(SlackApiError) as error:
        await web.conversations_history(channel="D0001")
    answer = error.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "im:history", "chat:write")
    assert slack.writes(WHO, "聞こえますか").given_up


async def test_too_much_is_a_429_that_says_when(slack: Slack, web: AsyncWebClient) -> None:
    slack.methods.limits = Limits(chat=1.0, burst=2.0)
    await _post(web)
    await _post(web)
    with pytest.raises(SlackApiError) as error:
        await _post(web)
    assert (error.value.response.status_code, error.value.response["error"]) == (429, "ratelimited")
    assert error.value.response.headers["Retry-After"] == "1"
    slack.methods.limits = None
    slack.trouble("chat.postMessage", error=SlackRefused("ratelimited", retry_after=30))
    with pytest.raises(SlackApiError) as error:
        await _post(web)
    assert error.value.response.headers["Retry-After"] == "30"
    assert (len(slack.seen(WHO)), slack.failed) == (2, 1)


async def test_a_connection_dropped_after_the_message_was_taken_leaves_it_standing(
    slack: Slack, web: AsyncWebClient
) -> None:
    slack.trouble("chat.postMessage", drop=True)
    slack.trouble("chat.postMessage", drop=True, done=False)
    for stands in (1, 1, 2):
        if stands == 2:
            await _post(web)
        else:
            with pytest.raises(aiohttp.ClientError):
                await _post(web)
        assert len(slack.seen(WHO)) == stands


@pytest.mark.parametrize(
    "page", [(500, b""), (502, b"<html>bad gateway"), (503, b"busy"), (200, b'{"ok": tr'), (200, b"")]
)
async def test_an_answer_that_is_none_is_no_success_for_the_client(
    slack: Slack, web: AsyncWebClient, page: tuple[int, bytes]
) -> None:
    slack.trouble("chat.postMessage", page=page)
    with pytest.raises(SlackApiError):
        await _post(web)
    assert len(slack.seen(WHO)) == 1


async def test_errors_of_slacks_own_come_as_answers(slack: Slack, web: AsyncWebClient) -> None:
    slack.trouble("chat.postMessage", error=SlackRefused("fatal_error"))
    slack.trouble("chat.postMessage", error=SlackRefused("internal_error", status=500))
    assert [await refused(_post(web)) for _ in range(2)] == ["fatal_error", "internal_error"]
    assert slack.seen(WHO) == []


async def test_an_address_for_answers_is_good_for_five(slack: Slack) -> None:
    url = slack.command(WHO, "help").payload["response_url"]
    async with aiohttp.ClientSession() as session:
        statuses = [(await session.post(url, json={"text": str(one)})).status for one in range(6)]
        old = slack.command(WHO, "help").payload["response_url"]
        slack.ahead += 1801
        late = await session.post(old, json={"text": "?"})
        assert (await late.json())["error"] == "expired_url"
    assert statuses == [200] * 5 + [404]
    assert [post.text for post in slack.seen(WHO)] == ["0", "1", "2", "3", "4"]


async def test_parameters_have_the_names_that_slacks_own_client_gives_them(slack: Slack, web: AsyncWebClient) -> None:
    assert await refused(web.api_call("chat.update", json={"channel": "D0001", "text": "?"})) == "invalid_arguments"
    await web.api_call("chat.postMessage", json={"channel": slack.book.dm(WHO).id, "text": "?", "loud": True, **OFF})
    assert slack.wrong == ["chat.update: ts is missing", "chat.postMessage: loud is unknown"]


async def test_a_method_that_slack_does_not_have_is_noticed(slack: Slack, web: AsyncWebClient) -> None:
    assert await refused(web.api_call("chat.whisper")) == "unknown_method"
    assert slack.wrong == ["chat.whisper: the simulator does not know it"]
