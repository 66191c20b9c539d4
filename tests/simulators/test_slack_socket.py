"""The simulated Socket Mode against Slack's own client: acknowledgements, retries, sockets that die."""

from __future__ import annotations

import asyncio

import pytest

from tests.simulators.slack import BOT_USER, Slack
from tests.simulators.slack_client import OFF, WHO, App, button, page


async def test_an_event_goes_to_one_socket_and_is_acknowledged(slack: Slack, app: App) -> None:
    other = App(slack)
    await other.socket.connect()
    await slack.sockets.count(2)
    sent = [slack.writes(WHO, str(number)) for number in range(4)]
    await slack.carrier.settle(*sent)
    got = [[one.payload["event"]["text"] for one in each.got] for each in (app, other)]
    assert sorted(got[0] + got[1]) == ["0", "1", "2", "3"]
    assert [len(one) for one in got] == [2, 2]
    assert {id(delivery) for delivery, _ in slack.acks} == {id(one) for one in sent}
    assert len(slack.acks) == 4
    assert all(0 < seconds < 1 for _, seconds in slack.acks)
    slack.sockets.open[0].leaving = True
    await slack.carrier.settle(*(slack.writes(WHO, "はい") for _ in range(2)))
    assert [socket.sent for socket in slack.sockets.open] == [3, 5]
    assert (slack.carrier.retries, slack.wrong) == ([], [])
    await other.socket.close()


async def test_a_message_event_looks_as_slacks_do(slack: Slack, app: App) -> None:
    await slack.carrier.settle(slack.writes(WHO, "<はい> https://a.example/ & more"))
    request = app.got[0]
    event = request.payload["event"]
    assert (request.type, request.accepts_response_payload, request.retry_attempt) == ("events_api", False, 0)
    assert event["text"] == "&lt;はい&gt; <https://a.example/> &amp; more"
    assert (event["type"], event["channel"], event["channel_type"], event["user"]) == ("message", "D0001", "im", WHO)
    assert request.payload["authorizations"][0]["user_id"] == BOT_USER
    assert request.payload["event_id"].startswith("Ev")


async def test_what_is_not_acknowledged_in_time_comes_again_three_times(slack: Slack, app: App) -> None:
    slack.carrier.ack_seconds, slack.carrier.retry_after = 0.05, (0.0, 0.01, 0.02)
    app.answers += [None, None]
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert [(one.retry_attempt, one.retry_reason) for one in app.got] == [(0, ""), (1, "timeout"), (2, "timeout")]
    assert len({one.payload["event_id"] for one in app.got}) == 1
    assert len({one.envelope_id for one in app.got}) == 3
    app.answers += [None] * 4
    lost = slack.writes(WHO, "いいえ")
    await slack.carrier.settle(lost)
    assert (sent.acked, lost.acked, lost.given_up, len(app.got)) == (True, False, True, 7)


async def test_an_acknowledgement_that_is_lost_makes_slack_repeat(slack: Slack, app: App) -> None:
    slack.carrier.ack_seconds, slack.sockets.deaf = 0.05, 1
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert [one.retry_attempt for one in app.got] == [0, 1]
    assert sent.acked


async def test_emoji_and_addresses_come_by_name_and_whole_in_the_blocks(slack: Slack, app: App) -> None:
    await slack.carrier.settle(slack.writes(WHO, "はい👍 https://a.example/?b=1&c=2 で👨‍👩‍👧‍👦"))
    event = app.got[0].payload["event"]
    assert event["text"] == "はい:+1: <https://a.example/?b=1&amp;c=2> で:man-woman-girl-boy:"
    parts = event["blocks"][0]["elements"][0]["elements"]
    assert [one["type"] for one in parts] == ["text", "emoji", "text", "link", "text", "emoji"]
    assert (parts[1]["unicode"], parts[3]["url"]) == ("1f44d", "https://a.example/?b=1&c=2")


async def test_a_stranger_is_known_by_her_team(slack: Slack, app: App) -> None:
    slack.stranger("U0900")
    channel = slack.book.channel("C0001", WHO, "U0900")
    channel.shared, channel.origin = True, "T0999"
    slack.writes("U0900", "だれ", channel="C0001")
    await app.web.chat_postMessage(channel="C0001", text="?", blocks=[button("はい")], **OFF)
    slack.presses("U0900", "はい")
    await app.web.views_open(trigger_id=slack.views.trigger("U0900"), view=page("一"))
    slack.types("U0900", "なまえ", "か")
    await slack.carrier.settle(slack.submits("U0900"), *slack.carrier.pending())
    wrote, pressed, sent = (one.payload for one in app.got)
    assert (wrote["team_id"], wrote["event"]["user_team"], wrote["is_ext_shared_channel"]) == ("T0999", "T0999", True)
    assert wrote["authorizations"][0]["team_id"] == "T0001"
    assert (pressed["team"]["id"], pressed["user"]["team_id"]) == ("T0001", "T0999")
    view = sent["view"]
    assert (sent["team"]["id"], view["team_id"], view["app_installed_team_id"]) == ("T0999", "T0999", "T0001")


async def test_the_same_event_can_be_brought_four_times_at_once(slack: Slack, app: App) -> None:
    sent = slack.writes(WHO, "はい")
    copies = slack.carrier.again(sent, 3, attempt=1)
    await slack.carrier.settle(sent, *copies)
    assert len({one.payload["event_id"] for one in app.got}) == 1
    assert sorted(one.retry_attempt or 0 for one in app.got) == [0, 1, 1, 1]


async def test_a_command_is_answered_by_its_acknowledgement(slack: Slack, app: App) -> None:
    app.answers.append({"text": "どうぞ", "response_type": "ephemeral"})
    await slack.carrier.settle(slack.command(WHO, "ふりかえり"))
    request = app.got[0]
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert (request.payload["command"], request.payload["text"]) == ("/idobata", "ふりかえり")
    assert [(post.text, post.only_for) for post in slack.seen(WHO)] == [("どうぞ", WHO)]


async def test_an_answer_where_slack_takes_none_is_noticed(slack: Slack, app: App) -> None:
    app.answers.append({"text": "?"})
    await slack.carrier.settle(slack.shortcut(WHO, "reflect"))
    assert slack.wrong == ["an answer where none is taken: shortcut"]


async def test_a_socket_that_slack_takes_back_is_replaced(slack: Slack, app: App) -> None:
    await slack.sockets.disconnect("refresh_requested", after=0.5)
    async with asyncio.timeout(5):
        while slack.sockets.made < 2:
            await asyncio.sleep(0.01)
    await slack.carrier.settle(slack.writes(WHO, "はい"))
    assert [one.payload["event"]["text"] for one in app.got] == ["はい"]


async def test_an_event_waits_for_a_socket_and_comes_by_the_next_one(slack: Slack, app: App) -> None:
    slack.sockets.refusing = True
    slack.sockets.cut()
    await slack.sockets.count(0)
    sent = slack.writes(WHO, "はい")
    await asyncio.sleep(0.05)
    assert not sent.settled
    slack.sockets.refusing = False
    await slack.carrier.settle(sent)
    assert [one.payload["event"]["text"] for one in app.got] == ["はい"]


async def test_a_silent_socket_takes_events_and_gives_no_pong(slack: Slack, app: App) -> None:
    slack.carrier.ack_seconds = 0.05
    slack.sockets.swallow()
    [dead] = slack.sockets.open
    before = dead.pings
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert (sent.acked, sent.reason, app.got, dead.pings) == (False, "timeout", [], before)


async def test_the_client_replaces_a_silent_socket(slack: Slack, app: App) -> None:
    slack.sockets.swallow()
    async with asyncio.timeout(5):
        while slack.sockets.made < 2:
            await asyncio.sleep(0.01)
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert sent.acked


async def test_a_connection_may_hang_or_say_nothing(slack: Slack, app: App) -> None:
    session = app.socket.aiohttp_client_session

    async def url() -> str:
        return str((await app.web.apps_connections_open(app_token=app.socket.app_token))["url"])

    slack.sockets.hanging = True
    with pytest.raises(asyncio.TimeoutError):
        async with asyncio.timeout(0.1):
            await session.ws_connect(await url())
    slack.sockets.hanging, slack.sockets.mutes, slack.sockets.holes = False, 1, 1
    async with session.ws_connect(await url()) as mute, session.ws_connect(await url()) as hole:
        assert (await hole.receive_json())["num_connections"] == 3
        with pytest.raises(asyncio.TimeoutError):
            async with asyncio.timeout(0.1):
                await mute.receive()
    slack.link = "http://127.0.0.1:9"
    assert (await url()).startswith("ws://127.0.0.1:9/link/?ticket=")


async def test_garbage_between_events_is_just_that(slack: Slack, app: App) -> None:
    for garbage in ("no json", "[]", '{"type":', '{"envelope_id":"x","type":"events_api"}'):
        await slack.sockets.say(garbage)
    sent = slack.writes(WHO, "\ud800 はい")
    await slack.carrier.settle(sent)
    assert app.got[0].payload["event"]["text"] == "\ud800 はい"
    poison = slack.poison('{"type":"event_callback","event":{"type":"message","text":"\\ud800"}}')
    await slack.carrier.settle(poison)
    assert poison.acked


async def test_bytes_that_are_no_text_break_the_socket(slack: Slack, app: App) -> None:
    await slack.sockets.say(b"\xff\xfe no text")
    async with asyncio.timeout(5):
        while slack.sockets.made < 2:
            await asyncio.sleep(0.01)
    assert app.got == []


async def test_an_eleventh_socket_is_too_many(slack: Slack, app: App) -> None:
    slack.sockets.most = 1
    url = (await app.web.apps_connections_open(app_token=app.socket.app_token))["url"]
    async with app.socket.aiohttp_client_session.ws_connect(url) as ws:
        assert (await ws.receive_json())["reason"] == "too_many_websockets"
        assert (await ws.receive()).data == 1000
    async with app.socket.aiohttp_client_session.get(url.replace("ws:", "http:")) as again:
        assert again.status == 404
    assert len(slack.sockets.open) == 1


@pytest.mark.parametrize("backwards", [False, True])
async def test_what_was_held_back_comes_at_once(slack: Slack, app: App, backwards: bool) -> None:
    slack.carrier.hold()
    sent = [slack.writes(WHO, text) for text in ("一", "二")]
    await asyncio.sleep(0.02)
    assert slack.carrier.pending() == sent
    slack.carrier.release(backwards=backwards)
    await slack.carrier.settle(*sent)
    texts = [one.payload["event"]["text"] for one in app.got]
    assert texts == (["二", "一"] if backwards else ["一", "二"])


async def test_the_app_hears_of_its_own_messages(slack: Slack, app: App) -> None:
    slack.echo = True
    dm = slack.book.dm(WHO).id
    ts = (await app.web.chat_postMessage(channel=dm, text="一", **OFF))["ts"]
    await app.web.chat_update(channel=dm, ts=ts, text="二")
    await app.web.chat_delete(channel=dm, ts=ts)
    await slack.carrier.settle()
    events = [one.payload["event"] for one in app.got]
    assert [one.get("subtype") for one in events] == [None, "message_changed", "message_deleted"]
    assert (events[0]["bot_id"], events[1]["message"]["text"], events[2]["deleted_ts"]) == ("B0BOT", "二", ts)


async def test_people_do_the_odd_things_that_people_do(slack: Slack, app: App) -> None:
    slack.stranger("U0900")
    slack.book.channel("C0001", WHO, "U0900").shared = True
    ts = slack.writes(WHO, "はい").payload["event"]["ts"]
    slack.edits(WHO, ts, "いいえ")
    slack.uploads(WHO)
    slack.reacts(WHO, ts)
    slack.mentions("U0900", "C0001", "だれ")
    slack.workflow_writes(WHO, "自動")
    slack.message_shortcut(WHO, "question", "D0001", ts)
    slack.deletes(WHO, ts)
    slack.opens_home(WHO)
    await slack.carrier.settle()
    events = [one.payload.get("event", one.payload) for one in app.got]
    kinds = [(one["type"], one.get("subtype")) for one in events]
    assert kinds == [
        ("message", None),
        ("message", "message_changed"),
        ("message", "file_share"),
        ("reaction_added", None),
        ("app_mention", None),
        ("message", "bot_message"),
        ("message_action", None),
        ("message", "message_deleted"),
        ("app_home_opened", None),
    ]
    assert (events[1]["message"]["text"], events[1]["previous_message"]["text"]) == ("いいえ", "はい")
    assert (events[4]["user_team"], events[4]["team"]) == ("T0999", "T0999")
    assert app.got[4].payload["is_ext_shared_channel"] is True
    assert events[6]["message"]["text"] == "いいえ"
    assert slack.seen(WHO)[-1].text == "自動"
