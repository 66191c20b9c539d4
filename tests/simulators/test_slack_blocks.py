"""What the simulated Slack refuses of blocks, views and messages, each by one case on the limit and one beyond."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import Slack
from tests.simulators.slack_blocks import check_blocks
from tests.simulators.slack_checks import check_message, check_view, injected
from tests.simulators.slack_client import OFF, WHO, Json, button, page, refused, said
from tests.simulators.slack_seen import lines_of, plain

MARKED = {"type": "mrkdwn", "text": "*x*"}


def _button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": said("x"), **more}


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _options(count: int) -> list[Json]:
    return [{"text": said(str(one)), "value": str(one)} for one in range(count)]


def _confirm(**more: str) -> Json:
    texts = {"title": "x", "text": "x", "confirm": "x", "deny": "x", **more}
    return _actions(_button(confirm={name: said(text) for name, text in texts.items()}))


def _select(kind: str, count: int) -> Json:
    return _actions({"type": kind, "action_id": "a", "options": _options(count)})


def _input(**more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "a"}
    return {"type": "input", "label": said("x"), "element": element, **more}


LIMITS: dict[str, tuple[Callable[[int], Json], int]] = {
    "section": (lambda n: {"type": "section", "text": said("x" * n)}, 3000),
    "field": (lambda n: {"type": "section", "fields": [said("x" * n)]}, 2000),
    "fields": (lambda n: {"type": "section", "fields": [MARKED] * n}, 10),
    "header": (lambda n: {"type": "header", "text": said("x" * n)}, 150),
    "context": (lambda n: {"type": "context", "elements": [MARKED] * n}, 10),
    "actions": (lambda n: _actions(*(_button(action_id=str(one)) for one in range(n))), 25),
    "button": (lambda n: _actions(_button(text=said("x" * n))), 75),
    "value": (lambda n: _actions(_button(value="x" * n)), 2000),
    "url": (lambda n: _actions(_button(url="h" * n)), 3000),
    "accessibility_label": (lambda n: _actions(_button(accessibility_label="x" * n)), 75),
    "action_id": (lambda n: _actions(_button(action_id="x" * n)), 255),
    "block_id": (lambda n: {"type": "divider", "block_id": "x" * n}, 255),
    "overflow": (lambda n: _select("overflow", n), 5),
    "radio": (lambda n: _select("radio_buttons", n), 10),
    "checkboxes": (lambda n: _select("checkboxes", n), 10),
    "select": (lambda n: _select("static_select", n), 100),
    "confirm title": (lambda n: _confirm(title="x" * n), 100),
    "confirm text": (lambda n: _confirm(text="x" * n), 300),
    "confirm": (lambda n: _confirm(confirm="x" * n), 30),
    "deny": (lambda n: _confirm(deny="x" * n), 30),
    "label": (lambda n: _input(label=said("x" * n)), 2000),
    "hint": (lambda n: _input(hint=said("x" * n)), 2000),
    "alt_text": (lambda n: {"type": "image", "image_url": "https://x", "alt_text": "x" * n}, 2000),
    "markdown": (lambda n: {"type": "markdown", "text": "x" * n}, 12000),
}


@pytest.mark.parametrize("what", LIMITS)
def test_a_block_may_hold_so_much_and_no_more(what: str) -> None:
    make, most = LIMITS[what]
    assert check_blocks([make(most)], 50) == []
    assert len(check_blocks([make(most + 1)], 50)) == 1


WRONG = [
    {"type": "section"},
    {"type": "section", "text": "x"},
    {"type": "section", "text": said("")},
    {"type": "section", "text": said("x"), "colour": "red"},
    {"type": "header", "text": MARKED},
    {"type": "paragraph", "text": said("x")},
    {"type": "context", "elements": [_button()]},
    {"type": "section", "text": said("x"), "accessory": {"type": "plain_text_input", "action_id": "a"}},
    _actions(),
    _actions(_button(), _button()),
    _actions({"type": "button", "text": said("x")}),
    _actions(_button(style="green")),
    _actions({"type": "plain_text_input", "action_id": "a"}),
    _actions({"type": "static_select", "action_id": "a"}),
    _actions({"type": "radio_buttons", "action_id": "a", "options": _options(2), "initial_option": _options(3)[2]}),
    _actions({"type": "radio_buttons", "action_id": "a", "options": _options(1) * 2}),
    _actions({"type": "static_select", "action_id": "a", "options": [{"text": MARKED, "value": "1"}]}),
    {"type": "input", "label": said("x"), "element": _button()},
    {"type": "input", "element": {"type": "plain_text_input", "action_id": "a"}},
    {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "bold", "text": "x"}]}]},
]


@pytest.mark.parametrize("block", WRONG, ids=range(len(WRONG)))
def test_a_block_that_is_none_is_refused(block: Json) -> None:
    assert len(check_blocks([block], 50)) >= 1


def test_names_and_counts_of_blocks_are_looked_at_together() -> None:
    divider = {"type": "divider"}
    assert check_blocks([divider] * 50, 50) == []
    assert len(check_blocks([divider] * 51, 50)) == 1
    assert check_blocks([{**divider, "block_id": "a"}] * 2, 50) == ["blocks: block_id a stands twice"]
    assert len(check_blocks([{"type": "markdown", "text": "x" * 7000}] * 2, 50)) == 1


def _changed(**more: Any) -> Json:
    return {**copy.deepcopy(page("題")), **more}


@pytest.mark.parametrize(
    ("view", "right"),
    [
        (_changed(title=said("題" * 24), close=said("x" * 24), submit=said("x" * 24)), True),
        (_changed(title=said("題" * 25)), False),
        (_changed(close=said("x" * 25)), False),
        (_changed(submit=said("x" * 25)), False),
        (_changed(submit=None), False),
        (_changed(title=None), False),
        (_changed(title={"type": "mrkdwn", "text": "x"}), False),
        (_changed(private_metadata="x" * 3000), True),
        (_changed(private_metadata="x" * 3001), False),
        (_changed(callback_id="x" * 256), False),
        (_changed(blocks=[{"type": "divider"}] * 100), True),
        (_changed(blocks=[{"type": "divider"}] * 101), False),
        (_changed(hash="1.2"), False),
        (_changed(type="home"), False),
    ],
)
def test_a_modal_is_looked_at(view: Json, right: bool) -> None:
    given = {name: value for name, value in view.items() if value is not None}
    assert (check_view(given, "modal") == []) == right


async def test_the_web_api_refuses_what_is_wrong_and_keeps_why(slack: Slack, web: AsyncWebClient) -> None:
    dm = slack.book.dm(WHO).id
    wrong = web.chat_postMessage(channel=dm, text="x", blocks=[{"type": "header", "text": MARKED}], **OFF)
    assert await refused(wrong) == "invalid_blocks"
    assert await refused(web.api_call("chat.postMessage", json={"channel": dm, **OFF})) == "no_text"
    assert await refused(web.chat_postMessage(channel=dm, text="x" * 40001, **OFF)) == "msg_too_long"
    named = {"event_type": "x", "event_payload": "x"}
    assert await refused(web.chat_postMessage(channel=dm, text="x", metadata=named, **OFF)) == "invalid_metadata_format"
    much = [{"type": "section", "text": said("x" * 3000)}] * 5
    assert await refused(web.chat_postMessage(channel=dm, text="x", blocks=much, **OFF)) == "msg_blocks_too_long"
    view = web.views_publish(user_id=WHO, view={"type": "home", "blocks": [{"type": "section"}]})
    assert await refused(view) == "invalid_arguments"
    assert slack.seen(WHO) == []
    assert [one.split(":")[0] for one in slack.wrong] == [
        "chat.postMessage",
        "chat.postMessage",
        "chat.postMessage",
        "chat.postMessage",
        "chat.postMessage",
        "view.blocks[0]<section>",
    ]


async def test_what_slack_takes_but_idobata_promises_not_to_send_is_kept(slack: Slack, web: AsyncWebClient) -> None:
    dm = slack.book.dm(WHO).id
    await web.api_call("chat.postMessage", json={"channel": dm, "blocks": [button("はい")], **OFF})
    await web.chat_postMessage(channel=dm, text="<!channel>", **OFF)
    await web.chat_postMessage(channel=dm, text="x", link_names=True)
    assert slack.wrong == [
        "chat.postMessage: text: the fallback is missing",
        "chat.postMessage: not escaped: <!channel>",
        "chat.postMessage: link_names is on",
        "chat.postMessage: unfurl_links is not off",
        "chat.postMessage: unfurl_media is not off",
    ]
    assert len(slack.seen(WHO)) == 3


@pytest.mark.parametrize("text", ["<!here>", "<@U1>", "<#C1>", "<http://a|b>", "<https://a>"])
def test_what_calls_or_leads_away_is_found_in_mrkdwn_only(text: str) -> None:
    escaped = text.replace("<", "&lt;")
    for where in ({"type": "section", "text": {"type": "mrkdwn", "text": text}}, {"type": "markdown", "text": text}):
        assert len(injected([where])) == 1
    assert injected([{"type": "section", "text": said(text)}, {"type": "context", "elements": [MARKED]}], escaped) == []
    called = {"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]}
    assert injected([{"type": "rich_text", "elements": [called]}]) == ["rich text calls somebody: broadcast"]


def test_a_message_needs_its_text_read_out() -> None:
    assert check_message({"blocks": [button("はい")], "text": " "}) == ["text: the fallback is missing"]
    assert check_message({"blocks": [button("はい")], "text": "はい？"}) == []


def test_what_only_slacks_own_models_find_is_found_each_time() -> None:
    first = {"type": "datepicker", "action_id": "a", "initial_date": "2026/11/23"}
    block = {"type": "section", "text": said("x"), "accessory": first}
    assert check_blocks([block], 50) == []
    found = ["section: initial_date attribute must be in format 'YYYY-MM-DD'"]
    for _ in range(2):
        assert check_message({"blocks": [block], "text": "x"}) == found
        assert check_view({"type": "home", "blocks": [block]}, "home") == found


def test_a_person_reads_marks_as_what_they_mean() -> None:
    assert plain("*太い* _斜め_ ~消し~ `符号` a*b*c *あ*い") == "太い 斜め 消し 符号 a*b*c *あ*い"
    assert plain("&lt;b&gt; &amp;amp; <https://a|ここ> <tel:1|☎>") == "<b> &amp; ここ ☎"
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "わたし"}]}
    assert lines_of([{"type": "rich_text", "elements": [quote]}, {"type": "divider"}]) == ["「わたし」"]
