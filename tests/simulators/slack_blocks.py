"""What Slack takes as blocks: types, required fields, lengths, counts, names that are unique."""

from __future__ import annotations

from typing import Any

from tests.simulators.slack_seen import Json
from tests.simulators.slack_shapes import (
    Check,
    Fields,
    anything,
    both,
    by_type,
    flag,
    listed,
    number,
    one_of,
    shape,
    string,
)

ID = string(255)
URL = string(3000)
PLAIN_FIELDS: Fields = {"type": one_of("plain_text")}


def plain_text(most: int) -> Check:
    """Check a text object that is shown as it is."""
    return shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": flag})


def any_text(most: int) -> Check:
    """Check a text object of either type."""
    marked = shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": flag})
    return by_type({"plain_text": plain_text(most), "mrkdwn": marked})


def option(text: Check) -> Check:
    """Check an option of a select, or of radio buttons, checkboxes, an overflow menu."""
    return shape({"text": text, "value": string(150)}, {"description": any_text(75), "url": URL})


CONFIRM = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)
PLAIN_OPTION, OPTION = option(plain_text(75)), option(any_text(75))
GROUP = shape({"label": plain_text(75), "options": listed(PLAIN_OPTION, 1, 100)})
DISPATCH = shape(
    {"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
)
COMMON: Fields = {"type": anything, "action_id": ID}
SHOWN: Fields = {"confirm": CONFIRM, "focus_on_load": flag}
HINTED: Fields = {**SHOWN, "placeholder": plain_text(150)}


def _exactly_one(*names: str) -> Check:
    def check(value: Any, where: str) -> list[str]:
        given = [name for name in names if value.get(name) is not None]
        return [] if len(given) == 1 else [f"{where}: exactly one of {', '.join(names)}"]

    return check


def _at_least_one(*names: str) -> Check:
    def check(value: Any, where: str) -> list[str]:
        return [] if any(value.get(name) for name in names) else [f"{where}: none of {', '.join(names)}"]

    return check


def _initial_is_option(value: Any, where: str) -> list[str]:
    groups = [group.get("options", []) for group in value.get("option_groups") or []]
    given = [one for options in [value.get("options") or [], *groups] for one in options]
    first = value.get("initial_options") or ([value["initial_option"]] if value.get("initial_option") else [])
    return [] if all(one in given for one in first) else [f"{where}: an initial option is none of the options"]


def _distinct_options(value: Any, where: str) -> list[str]:
    values = [one.get("value") for one in value.get("options") or [] if isinstance(one, dict)]
    return [] if len(values) == len(set(values)) else [f"{where}: two options have the same value"]


def _typed(**more: Check) -> Check:
    return shape(COMMON, {**HINTED, "dispatch_action_config": DISPATCH, "initial_value": string(3000, 0), **more})


def _select(first: Check, name: str, **more: Check) -> Check:
    options: Fields = {"options": listed(PLAIN_OPTION, 1, 100), "option_groups": listed(GROUP, 1, 100), name: first}
    whole = shape(COMMON, {**HINTED, **options, **more})
    return both(whole, _exactly_one("options", "option_groups"), _initial_is_option, _distinct_options)


def _open(first: str, most: int, *, many: bool) -> Check:
    initial = listed(OPTION, 1, most) if many else OPTION
    whole = shape({**COMMON, "options": listed(OPTION, 1, most)}, {**SHOWN, first: initial})
    return both(whole, _initial_is_option, _distinct_options)


PICKED: Fields = {**HINTED, "timezone": string(100), "response_url_enabled": flag}
IMAGE = both(
    shape(
        {"type": anything, "alt_text": string(2000)},
        {"image_url": URL, "slack_file": anything, "title": plain_text(2000), "block_id": ID},
    ),
    _exactly_one("image_url", "slack_file"),
)
ELEMENTS: dict[str, Check] = {
    "button": shape(
        {**COMMON, "text": plain_text(75)},
        {
            "value": string(2000),
            "url": URL,
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "plain_text_input": _typed(multiline=flag, min_length=number(0, 3000), max_length=number(1, 3000)),
    "number_input": _typed(is_decimal_allowed=flag, min_value=string(100), max_value=string(100)),
    "email_text_input": _typed(),
    "url_text_input": _typed(),
    "datepicker": shape(COMMON, {**PICKED, "initial_date": string(10, 10)}),
    "timepicker": shape(COMMON, {**PICKED, "initial_time": string(5, 5)}),
    "datetimepicker": shape(COMMON, {**SHOWN, "initial_date_time": number(10**9, 10**10 - 1)}),
    "static_select": _select(PLAIN_OPTION, "initial_option"),
    "multi_static_select": _select(listed(PLAIN_OPTION, 1, 100), "initial_options", max_selected_items=number(1, 100)),
    "file_input": shape(
        COMMON, {"filetypes": listed(string(20), 1, 50), "max_files": number(1, 10), "focus_on_load": flag}
    ),
    "users_select": shape(COMMON, {**PICKED, "initial_user": ID}),
    "multi_users_select": shape(COMMON, {**PICKED, "initial_users": listed(ID, 1, 100)}),
    "radio_buttons": _open("initial_option", 10, many=False),
    "checkboxes": _open("initial_options", 10, many=True),
    "overflow": both(shape({**COMMON, "options": listed(PLAIN_OPTION, 1, 5)}, {"confirm": CONFIRM}), _distinct_options),
    "image": IMAGE,
}
SELECTS = ("static_select", "users_select", "multi_static_select", "multi_users_select")
OPEN = ("datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes")
TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
ACCESSORY = by_type(ELEMENTS, "button", "image", "overflow", *SELECTS, *OPEN)
ACTION = by_type(ELEMENTS, "button", "overflow", *SELECTS, *OPEN)
INPUT = by_type(ELEMENTS, *TYPED, *SELECTS, *OPEN, "file_input")
NAMED: Fields = {"block_id": ID}
CONTEXT = by_type(
    {
        "image": ELEMENTS["image"],
        "plain_text": plain_text(3000),
        "mrkdwn": any_text(3000),
    }
)


def _own_action_ids(value: Any, where: str) -> list[str]:
    """Slack wants them unique within their block; its own block_id tells the rest."""
    ids = [one.get("action_id") for one in value.get("elements") or [] if isinstance(one, dict)]
    return [] if len(ids) == len(set(ids)) else [f"{where}: two elements have the same action_id"]


STYLE = shape({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag})
RICH_TEXT = by_type(
    {
        "text": shape({"type": anything, "text": string(3000)}, {"style": STYLE}),
        "emoji": shape({"type": anything, "name": string(100)}, {"unicode": anything, "style": STYLE}),
        "link": shape({"type": anything, "url": URL}, {"text": string(3000), "unsafe": flag, "style": STYLE}),
        "user": shape({"type": anything, "user_id": ID}, {"style": STYLE}),
        "usergroup": shape({"type": anything, "usergroup_id": ID}, {"style": STYLE}),
        "channel": shape({"type": anything, "channel_id": ID}, {"style": STYLE}),
        "broadcast": shape({"type": anything, "range": one_of("here", "channel", "everyone")}),
        "date": shape(
            {"type": anything, "timestamp": number(0, 10**11), "format": string(100)}, {"fallback": anything}
        ),
    }
)
LINES = listed(RICH_TEXT, 0, 1000)
SECTION = shape({"type": anything, "elements": LINES})
RICH = by_type(
    {
        "rich_text_section": SECTION,
        "rich_text_quote": shape({"type": anything, "elements": LINES}, {"border": number(0, 1)}),
        "rich_text_preformatted": shape({"type": anything, "elements": LINES}, {"border": number(0, 1)}),
        "rich_text_list": shape(
            {
                "type": anything,
                "style": one_of("bullet", "ordered"),
                "elements": listed(by_type({"rich_text_section": SECTION}), 1, 100),
            },
            {"indent": number(0, 8), "offset": number(0, 1000), "border": number(0, 1)},
        ),
    }
)
BLOCKS: dict[str, Check] = {
    "section": both(
        shape(
            {"type": anything},
            {
                **NAMED,
                "text": any_text(3000),
                "fields": listed(any_text(2000), 1, 10),
                "accessory": ACCESSORY,
                "expand": flag,
            },
        ),
        _at_least_one("text", "fields"),
    ),
    "header": shape({"type": anything, "text": plain_text(150)}, {**NAMED, "level": number(1, 6)}),
    "context": shape({"type": anything, "elements": listed(CONTEXT, 1, 10)}, NAMED),
    "actions": both(shape({"type": anything, "elements": listed(ACTION, 1, 25)}, NAMED), _own_action_ids),
    "divider": shape({"type": anything}, NAMED),
    "image": IMAGE,
    "input": shape(
        {"type": anything, "label": plain_text(2000), "element": INPUT},
        {**NAMED, "hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": shape({"type": anything, "elements": listed(RICH, 1, 100)}, NAMED),
    "markdown": shape({"type": anything, "text": string(12000)}, NAMED),
}
BLOCK = by_type(BLOCKS)


def check_blocks(blocks: Any, most: int, where: str = "blocks") -> list[str]:
    """Return what is wrong with the blocks of a message (50 at most) or a view (100)."""
    wrong = listed(BLOCK, 0, most)(blocks, where)
    if wrong:
        return wrong
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    wrong += [f"{where}: block_id {id} stands twice" for id in sorted({id for id in ids if ids.count(id) > 1})]
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    wrong += [f"{where}: {markdown} characters of markdown"] if markdown > 12000 else []
    focused = [element for element in all_elements(blocks) if element.get("focus_on_load")]
    return wrong + ([f"{where}: two elements want the focus"] if len(focused) > 1 else [])


def all_elements(blocks: list[Json]) -> list[Json]:
    """Return every element of these blocks."""
    found = []
    for block in blocks:
        found += [block.get("accessory"), block.get("element"), *block.get("elements", [])]
    return [element for element in found if element]
