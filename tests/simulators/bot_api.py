"""What the Bot API takes: the part of its machine-readable description that the product calls, and checks by it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
EXTRACT = Path(__file__).with_name("bot_api.json")
# The whole description lies beside the repository, where somebody has put it there.
WHOLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "telegram-bot-api.json"
REQUIRED = "!"
MEDIA = {"document": "InputMediaDocument"}
SCOPES = {"all_private_chats": "BotCommandScopeAllPrivateChats", "all_group_chats": "BotCommandScopeAllGroupChats"}


class Given(NamedTuple):
    """A file as it came over the wire."""

    name: str
    data: bytes
    media: str


@cache
def described() -> Json:
    """Return the extract: methods and types, each field with its types, `!` before them where it is required."""
    found: Json = json.loads(EXTRACT.read_text(encoding="utf-8"))
    return found


def whole() -> Json | None:
    """Return the whole description in the extract's shape; None where it is not there."""
    if not WHOLE.exists():
        return None
    data = json.loads(WHOLE.read_text(encoding="utf-8"))
    return {part: {name: _fields(one) for name, one in data[part].items()} for part in ("methods", "types")}


def _fields(one: Json) -> Json:
    return {f["name"]: ([REQUIRED] if f["required"] else []) + f["types"] for f in one.get("fields", [])}


def wrong(method: str, params: Json) -> list[str]:
    """Return what the description has against a call; parameters are as they came over the wire."""
    methods = described()["methods"]
    if method not in methods:
        return [f"{method}: not described"]
    read = {name: _from_wire(value, methods[method].get(name, [])) for name, value in params.items()}
    return [f"{method}{one}" for one in _wrong_object(read, methods[method])]


def _from_wire(value: Any, types: list[str]) -> Any:
    """Return a form field as what it stands for; text stays text where text is wanted."""
    if not isinstance(value, str) or ("String" in types and "Integer" not in types):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _wrong_object(given: Json, fields: Json) -> list[str]:
    missing = [f": {name} is missing" for name, types in fields.items() if REQUIRED in types and name not in given]
    unknown = [f": {name} is unknown" for name in given if name not in fields]
    wrong = [
        f".{name}{one}" for name, value in given.items() if name in fields for one in _wrong_value(value, fields[name])
    ]
    return [*missing, *unknown, *wrong]


def _wrong_value(value: Any, types: list[str]) -> list[str]:
    found = [_wrong_for(value, type) for type in types if type != REQUIRED]
    return [] if [] in found else found[0]


def _wrong_for(value: Any, type: str) -> list[str]:
    plain = {"String": str, "Integer": int, "Boolean": bool}
    if type in plain:
        fits = isinstance(value, plain[type]) and (type == "Boolean" or not isinstance(value, bool))
        return [] if fits else [f": no {type}"]
    if type.startswith("Array of "):
        if not isinstance(value, list):
            return [": no array"]
        inner = type.removeprefix("Array of ")
        return [f"[{place}]{one}" for place, item in enumerate(value) for one in _wrong_for(item, inner)]
    if type == "InputFile":
        return [] if isinstance(value, Given) else [": no InputFile"]
    if not isinstance(value, dict):
        return [f": no {type}"]
    kinds = {"BotCommandScope": SCOPES, "InputMedia": MEDIA}.get(type, {})
    name = kinds.get(str(value.get("type")), type)
    if name not in described()["types"]:
        return [f": {name} is not described"]
    return _wrong_object(value, described()["types"][name])
