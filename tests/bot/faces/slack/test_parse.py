"""What Slack brings, and what it means; the payloads are shaped as Slack documents them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faces.slack.incoming import Incoming, Spot
from bot.faces.slack.parse import Unreadable, parse
from bot.faces.slack.texts import token_in, written
from handlers.kit.events import Act, Event, Opened, Said, Sent, Tapped
from tests.bot.faces.slack.payloads import Json, command, event, interaction, message, pressed, submitted, typed

DM = Spot("message", channel="D024BE91L")


def heard(incoming: Incoming) -> tuple[str, Act | None, str]:
    """Return of what was read the kind, the act and the token."""
    return incoming.kind, incoming.act, incoming.token


def test_a_message_in_the_private_chat_is_said_and_named_by_its_place() -> None:
    found = parse(event(message("こんにちは")))
    assert found == Incoming(
        "act", "D024BE91L:1355517523.000005", "A123ABC456", "T123ABC456", "U123ABC456", Said("こんにちは"), DM
    )
    source = ("slack:T123ABC456", "D024BE91L:1355517523.000005")
    assert found.event() == Event(*source, "slack", "T123ABC456:U123ABC456", Said("こんにちは"))


def test_a_message_in_a_thread_keeps_its_thread() -> None:
    found = parse(event(message("はい", thread_ts="1355517500.000001")))
    assert found.spot == Spot("message", channel="D024BE91L", thread="1355517500.000001")


@pytest.mark.parametrize("subtype", ["me_message", "thread_broadcast"])
def test_what_is_written_in_another_way_is_said_too(subtype: str) -> None:
    assert heard(parse(event(message("はい", subtype=subtype)))) == ("act", Said("はい"), "")


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B019", "app_id": "A9"},
        {"subtype": "bot_message", "bot_id": "B0FLOW", "username": "ワークフロー"},
        {"subtype": "message_deleted", "deleted_ts": "1355517500.000001"},
        {"subtype": "message_replied"},
        {"subtype": "assistant_app_thread"},
        {"subtype": "channel_join"},
        {"channel_type": "channel"},
        {"channel_type": "group"},
        {"channel_type": "mpim"},
        {"channel_type": "app_home"},
    ],
    ids=str,
)
def test_bots_workflows_and_what_is_no_text_of_hers_in_private_is_not_listened_to(more: Json) -> None:
    assert parse(event(message("a", **more))).kind == "nothing"


def test_a_file_is_a_file_with_or_without_a_text() -> None:
    files = [{"id": "F1", "mimetype": "image/png"}]
    assert parse(event(message("これ", subtype="file_share", files=files))).kind == "file"
    assert parse(event(message("", files=files))).kind == "file"


def changed(before: str, after: str, **more: Any) -> Json:
    """Return the event of a message that was edited."""
    told = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": "D024BE91L", "ts": "2.000001"}
    told |= {"channel_type": "im", "event_ts": "2.000001", "previous_message": {"type": "message", "text": before}}
    one = {"type": "message", "user": "U123ABC456", "text": after, "ts": "1.000001", **more}
    return event({**told, "message": {**one, "edited": {"user": "U123ABC456", "ts": "2.000000"}}})


def test_an_edited_text_is_edited_but_for_links_that_unfurl_and_for_what_the_bot_edits() -> None:
    found = parse(changed("はい", "いいえ"))
    assert (found.kind, found.who, found.spot) == ("edited", "T123ABC456:U123ABC456", DM)
    assert parse(changed("はい", "はい")).kind == "nothing"
    assert parse(changed("はい", "いいえ", bot_id="B019")).kind == "nothing"
    # What stands in the place of a message that had answers and was deleted.
    gone = {"subtype": "tombstone", "user": "USLACKBOT"}
    assert parse(changed("はい", "This message was deleted.", **gone)).kind == "nothing"


def test_home_is_opened_and_the_messages_tab_is_not_home() -> None:
    opened = {"type": "app_home_opened", "user": "U123ABC456", "channel": "D024BE91L", "event_ts": "1515449522.000016"}
    found = parse(event({**opened, "tab": "home", "view": {"id": "V1", "type": "home", "hash": "1.a"}}))
    assert (found.kind, found.act, found.spot, found.who) == (
        "open",
        Opened(),
        Spot("home"),
        "T123ABC456:U123ABC456",
    )
    assert parse(event({**opened, "tab": "messages"})).kind == "nothing"


def test_being_called_in_a_channel_keeps_the_thread_and_bots_are_not_heard() -> None:
    called = {"type": "app_mention", "user": "U061F7AUR", "text": "<@U0LAN0Z89> みて", "ts": "1515449522.000016"}
    called |= {"channel": "C123ABC456", "event_ts": "1515449522000016"}
    assert parse(event(called)).spot == Spot("message", channel="C123ABC456")
    found = parse(event({**called, "thread_ts": "1515449500.000001"}))
    assert (found.kind, found.user, found.spot.thread) == ("group", "U061F7AUR", "1515449500.000001")
    assert parse(event({**called, "bot_id": "B019"})).kind == "nothing"


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_a_bot_that_is_thrown_out_knows_it(kind: str) -> None:
    tokens = {"tokens": {"oauth": ["U0GONE001"], "bot": ["U0GONE001"]}}
    assert parse(event({"type": kind, **tokens})).kind == "gone"


@pytest.mark.parametrize("kind", ["reaction_added", "team_join", "message_metadata_posted", "app_rate_limited"])
def test_an_event_of_another_kind_is_nothing(kind: str) -> None:
    assert parse(event({"type": kind, "user": "U123ABC456"})).kind == "nothing"


FOREIGN = [{"user_team": "T0999"}, {"source_team": "T0999"}, {"team": "T0999"}]


@pytest.mark.parametrize("more", FOREIGN, ids=str)
def test_a55_who_writes_from_another_company_is_a_stranger(more: Json) -> None:
    found = parse(event(message("123 456", **more)))
    assert (found.kind, found.act, found.token) == ("stranger", None, "")


def test_a55_in_a_shared_place_the_app_is_known_by_its_authorization() -> None:
    found = parse(event(message("a", team="T0999"), team_id="T0999", context_team_id="T123ABC456"))
    assert (found.kind, found.team) == ("stranger", "T123ABC456")


def test_a_press_in_a_message_is_a_tap_there() -> None:
    found = parse(pressed("pick.good:AAAA:2"))
    spot = Spot("message", "12466734323.1395872398", "", "D024BE91L", "1548261231.000200")
    assert (found.kind, found.act, found.spot, found.waits) == ("act", Tapped("pick.good:AAAA:2"), spot, True)


def test_a_press_in_a_thread_stays_there_and_what_begins_one_is_outside_it() -> None:
    ts = "1548261231.000200"
    assert parse(pressed("home:", thread_ts="1548261000.000100")).spot.thread == "1548261000.000100"
    assert parse(pressed("home:", thread_ts=ts)).spot.thread == ""


def test_a_message_that_says_several_things_stays_when_one_is_answered() -> None:
    assert parse(pressed("home:", block="stays.0.0")).spot.stays is True
    assert parse(pressed("home:", block="taps.0.0")).spot.stays is False


def test_a_press_in_what_only_she_sees_has_an_address_for_the_answer() -> None:
    found = parse(pressed("home:", ephemeral=True))
    spot = Spot("ephemeral", "12466734323.1395872398", channel="D024BE91L", respond="https://hooks.example/1")
    assert (found.act, found.spot) == (Tapped("home:"), spot)


@pytest.mark.parametrize("where", ["home", "modal"])
def test_a_press_in_a_view_is_a_tap_in_that_view(where: str) -> None:
    found = parse(pressed("help:", view=where))
    assert (found.act, found.spot) == (Tapped("help:"), Spot(where, "12466734323.1395872398", "VMHU10V25"))  # type: ignore[arg-type]
    assert found.view == ({} if where == "home" else {"id": "VMHU10V25", "type": "modal"})


def test_a_link_that_is_followed_is_nothing_and_the_door_asks_for_a_code() -> None:
    assert parse(pressed("", action_id="link")).kind == "nothing"
    assert parse(pressed("join", view="home")).kind == "code"


def test_a_sent_page_brings_its_answers_by_name() -> None:
    values = {
        "how:3": {"answer": {"type": "radio_buttons", "selected_option": {"value": "call", "text": {}}}},
        "none:3": {"answer": {"type": "radio_buttons", "selected_option": None}},
        "day:3": {"answer": {"type": "datepicker", "selected_date": "2026-11-25"}},
        "wish:3": {"answer": {"type": "plain_text_input", "value": "散歩 & <計画>"}},
        "note:3": {"answer": {"type": "plain_text_input", "value": None}},
    }
    found = parse(submitted(values, "AAAA:3"))
    answers = {"how": "call", "none": None, "day": "2026-11-25", "wish": "散歩 & <計画>", "note": None}
    assert found.act == Sent("AAAA", 3, answers)
    assert found.spot == Spot("modal", "12466734323.1395872398", "VNHU13V36", fields=tuple(values))
    assert "散歩" not in repr(replace(found, act=None)), "what is logged by accident must not hold it"


@pytest.mark.parametrize("said", ["123 456", "https://idobata.example/in/" + "a" * 32, "なにか"])
def test_the_door_takes_what_was_typed_as_a_token(said: str) -> None:
    found = parse(submitted({"token": {"answer": typed(said)}}, "", callback_id="join"))
    assert (found.kind, found.token) == ("join", token_in(said) or said)


def test_a_closed_page_is_closed_and_a_strangers_is_nothing() -> None:
    view = {"id": "VNHU13V36", "type": "modal", "private_metadata": "AAAA:3"}
    assert parse(interaction("view_closed", view=view, is_cleared=False)).kind == "closed"
    assert parse(interaction("view_closed", stranger=True, view=view, is_cleared=True)).kind == "nothing"


@pytest.mark.parametrize(
    ("id", "data"),
    [("idobata_home", "home:"), ("idobata_reflect", "reflection:"), ("question", "question:"), ("あ", "あ:")],
)
@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
def test_a_shortcut_is_a_tap_of_its_own(kind: str, id: str, data: str) -> None:
    about: Json = {"message": {"text": "だれかの文"}, "channel": {"id": "C1"}} if kind == "message_action" else {}
    found = parse(interaction(kind, callback_id=id, action_ts="1.1", **about))
    if (kind, id) == ("message_action", "question"):
        assert found.act == Said("/question_post だれかの文")
        return
    assert (found.act, found.spot) == (Tapped(data), Spot("shortcut", "12466734323.1395872398"))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("", Tapped("home:")),
        ("  ", Tapped("home:")),
        ("ふりかえり", Said("/ふりかえり")),
        ("a &amp; b", Said("/a & b")),
    ],
)
def test_a_command_is_said_with_a_slash_or_opens_home(text: str, act: Act) -> None:
    found = parse(command(text))
    spot = Spot("command", "13345224609.738474920", channel="C2147483705", respond="https://hooks.example/2")
    assert (found.act, found.spot, found.who, found.waits) == (act, spot, "T123ABC456:U123ABC456", True)


def test_a_command_brings_a_code_too() -> None:
    assert parse(command("１２３ー４５６")).token == "123456"


@pytest.mark.parametrize("brought", [pressed("home:"), pressed("home:", ephemeral=True), pressed("x:", view="home")])
def test_a55_a_press_by_somebody_of_another_company_is_a_strangers(brought: Json) -> None:
    found = parse({**brought, "user": {**brought["user"], "team_id": "T0999"}})
    assert (found.kind, found.act) == ("stranger", None)


def test_two_presses_have_two_names_and_the_same_one_has_one() -> None:
    one, other = pressed("home:"), {**pressed("home:"), "trigger_id": "2.2"}
    assert parse(one).external == parse(pressed("home:")).external != parse(other).external


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"),
        ("<https://a.example|a.example> へ", "a.example へ"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<@U1> <!channel> <#C1|general>", "<@U1> <!channel> <#C1|general>"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_a_text_is_read_as_its_author_saw_it(told: str, seen: str) -> None:
    assert written(told) == seen


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("https://a.example/in/" + "aB-_" * 8, "aB-_" * 8),
        ("ここです https://t.me/bot?start=" + "a" * 40 + " どうぞ", "a" * 40),
        ("a" * 32, "a" * 32),
        ("a" * 31, ""),
        ("12345", ""),
        ("こんにちは", ""),
    ],
)
def test_a_token_is_found_in_what_people_paste(text: str, token: str) -> None:
    assert token_in(text) == token


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "body",
        {"type": "event_callback"},
        {"type": "event_callback", "event": []},
        event({}),
        event({"type": "message", "channel_type": "im"}),
        event({"type": "message", "subtype": "message_changed", "channel": "D1"}),
        event({"type": "app_home_opened", "tab": "home"}),
        {"command": "/idobata"},
        {"type": "block_actions"},
        {**pressed("a:"), "actions": []},
        {**pressed("a:"), "container": {"type": "message"}},
        {**pressed("a:"), "team": None},
        {**submitted({}, "AAAA:x")},
        submitted({"a": {"answer": {"type": "checkboxes"}}}, "AAAA:1"),
        submitted({"a": {}}, "AAAA:1"),
        submitted({}, "", callback_id="join"),
        {"type": []},
    ],
    ids=lambda body: str(body)[:60],
)
def test_what_slack_would_not_send_is_unreadable(body: Any) -> None:
    with pytest.raises(Unreadable):
        parse(body)


@pytest.mark.parametrize("body", [{}, {"type": "block_suggestion"}, {"type": 3}, {"type": "url_verification"}])
def test_an_unknown_kind_is_nothing(body: Json) -> None:
    assert parse(body) == Incoming("nothing")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SAMPLES = [
    event(
        message("a", blocks=[{"type": "rich_text", "elements": [{"type": "emoji", "name": "+1", "unicode": "1f44d"}]}])
    ),
    changed("a", "b"),
    pressed("home:"),
    pressed("home:", ephemeral=True),
    pressed("home:", view="modal"),
    submitted({"how:3": {"answer": typed("a")}}, "AAAA:3"),
    submitted({"token": {"answer": typed("a")}}, "", callback_id="join"),
    interaction("shortcut", callback_id="idobata_home"),
    interaction("view_closed", view={}),
    command("a"),
]


def paths(value: Any) -> list[tuple[Any, ...]]:
    """Return the way to every part of JSON."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [()] + [(key, *path) for key, part in inner for path in paths(part)]


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    """Return JSON with another part in one place."""
    if not path:
        return other
    made: Any = dict(value) if isinstance(value, dict) else list(value)
    made[path[0]] = put(made[path[0]], path[1:], other)
    return made


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_stands_anywhere_is_read_or_unreadable_and_nothing_else(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(SAMPLES) | JSON)
    body = put(body, data.draw(st.sampled_from(paths(body))), data.draw(JSON))
    try:
        found = parse(body)
    except Unreadable:
        return
    assert isinstance(found, Incoming)
    assert found.act is not None or found.kind != "act"
