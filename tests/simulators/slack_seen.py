"""How Slack's blocks look to a person: lines of text, buttons in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
MARKED = re.compile(r"(?<![^\s!-/:-@\[-`{-~])([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?![^\s!-/:-@\[-`{-~])")
LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
STATEFUL = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "file_input": "files",
}
MANY = {"checkboxes", "multi_static_select", "multi_users_select", "file_input"}


def escaped(text: str) -> str:
    """Return a text as Slack hands on what a person typed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return a text as it is shown."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str) -> str:
    """Return mrkdwn as it is read: without the marks, links by their label."""
    shown = LINK.sub(lambda found: found[2] or found[1], text)
    before = ""
    while before != shown:
        before, shown = shown, MARKED.sub(lambda found: found[2], shown)
    return unescaped(shown)


def read(text: Json | None) -> str:
    """Return a text object as it is read."""
    if not text:
        return ""
    return plain(text["text"]) if text.get("type") == "mrkdwn" else str(text["text"])


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each element that can be worked, with its block, in order."""
    for block in blocks:
        found = [block.get("accessory"), block.get("element")]
        found += block.get("elements", []) if block.get("type") == "actions" else []
        yield from ((block, element) for element in found if element and "action_id" in element)


def buttons_of(blocks: list[Json]) -> list[str]:
    """Return the labels of all buttons and of the options that stand open, in order."""
    return [label for _, element in elements_of(blocks) for label in labels(element)]


def button_data(blocks: list[Json]) -> list[str]:
    """Return what each button says to the app: its value, or else its action_id."""
    buttons = [element for _, element in elements_of(blocks) if element["type"] == "button"]
    return [str(element.get("value", element["action_id"])) for element in buttons]


def labels(element: Json) -> list[str]:
    """Return what can be pressed or chosen in an element, as it is read."""
    if element["type"] == "button":
        return [read(element["text"])]
    groups = [group["options"] for group in element.get("option_groups", [])]
    return [read(option["text"]) for options in [element.get("options", []), *groups] for option in options]


def lines_of(blocks: list[Json], typed: dict[tuple[str, str], Any] | None = None) -> list[str]:
    """Return blocks as lines; `typed` is what stands in the fields."""
    return [line for block in blocks for line in _lines(block, typed or {})]


def _lines(block: Json, typed: dict[tuple[str, str], Any]) -> list[str]:
    texts = [block.get("text"), *block.get("fields", [])]
    if block["type"] == "input":
        texts += [block["label"], block.get("hint")]
    if block["type"] == "context":
        texts += [element for element in block["elements"] if element["type"] != "image"]
    lines = [line for text in texts if text for line in read(text).split("\n")]
    if block["type"] == "image":
        lines += [block["alt_text"]]
    if block["type"] == "rich_text":
        lines += [line for part in block["elements"] for line in _rich(part)]
    if block["type"] == "markdown":
        lines = str(block["text"]).split("\n")
    for _, element in elements_of([block]):
        lines += [f"＞{value}" for value in chosen(element, typed.get((block["block_id"], element["action_id"])))]
        lines += [f"［{label}］" for label in labels(element)]
    return lines


def _rich(part: Json) -> list[str]:
    """Return rich text as lines; a quotation stands in brackets of its own."""
    if part["type"] == "rich_text_list":
        return [f"・{line}" for section in part["elements"] for line in _rich(section)]
    text = "".join(str(one.get("text", one.get("url", ""))) for one in part["elements"])
    return (f"「{text}」" if part["type"] == "rich_text_quote" else text).split("\n")


def chosen(element: Json, state: Any) -> list[str]:
    """Return what stands in a field, as it is read."""
    values = state if isinstance(state, list) else [state]
    return [_chosen(value) for value in values if value not in ("", None)]


def _chosen(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    return read(value["text"]) if "text" in value else str(value["name"])


def initial(element: Json) -> Any:
    """Return what stands in a field before anybody has touched it."""
    name = STATEFUL[element["type"]].replace("selected_", "initial_").replace("value", "initial_value")
    return element.get(name, [] if element["type"] in MANY else None)


def state_of(element: Json, value: Any) -> Json:
    """Return a field's part of `state.values`."""
    return {"type": element["type"], STATEFUL[element["type"]]: value}
