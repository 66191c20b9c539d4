"""Reading a perspective set from TOML: all that is wrong with it at once, each with its line."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from messages.lines import Lines, toml_line
from messages.perspectives.shape import (
    KEY,
    LABEL,
    MOST,
    SENTENCE,
    SET_ID,
    SOURCE,
    TITLE,
    VERSIONS,
    Perspective,
    PerspectiveSet,
    Problem,
    Prompt,
    SetError,
)
from messages.words import Msg, msg

_ASCII = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = {"id": 'id = "our-ward"', "version": "version = 1", "title": 'title = "…"', "source": 'source = "…"'}
_HEAD |= {"checked_on": "checked_on = 2026-04-01", "perspectives": "[[perspectives]]"}
_ONE = {"key": 'key = "word"', "label": 'label = "…"', "sentence": 'sentence = "…"'}
_ONE |= {"prompts": "[[perspectives.prompts]]"}
_ASKED = {"key": 'key = "one"', "ask": 'ask = "…"'}


def read_text(text: str) -> PerspectiveSet:
    """Read a set from its TOML; raises SetError with every problem, in the order of the lines."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = int(toml_line(text, error))
        # Somebody has chosen a letter or a table of another program.
        says = msg("sets-syntax", example=_ONE["label"]) if "=" in text else msg("sets-no-toml", example=_HEAD["title"])
        raise SetError("", (Problem(line, "", says),)) from None
    if problems := tuple(sorted(_problems(data, Lines(text)), key=lambda problem: problem.line)):
        raise SetError(problems[0].place, problems)
    return PerspectiveSet(
        id=data["id"],
        version=data["version"],
        title=data["title"].strip(),
        source=data["source"].strip(),
        checked_on=data["checked_on"],
        perspectives=tuple(_perspective(item) for item in data["perspectives"]),
    )


def _perspective(item: dict[str, Any]) -> Perspective:
    prompts = tuple(Prompt(one["key"], one["ask"].strip()) for one in item["prompts"])
    return Perspective(item["key"], item["label"].strip(), item["sentence"].strip(), prompts)


def _problems(data: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    def at(says: Msg, *place: str | int, named: str = "") -> Problem:
        return Problem(lines.of(*place), named or ": ".join(str(part) for part in place if isinstance(part, str)), says)

    yield from _keys(data, _HEAD, lines, ())
    if "id" in data and (says := _named("id", data["id"], SET_ID)):
        yield at(says, "id")
    version = data.get("version", 1)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= VERSIONS:
        yield at(msg("sets-version", name="version", most=VERSIONS), "version")
    # A moment is a date too, to Python.
    if "checked_on" in data and type(data["checked_on"]) is not date:
        yield at(msg("sets-date", name="checked_on", example=_HEAD["checked_on"]), "checked_on")
    for name, most in (("title", TITLE), ("source", SOURCE)):
        if name in data and (says := _worded(name, data[name], most)):
            yield at(says, name)
    items = data.get("perspectives", [{}])
    if not _tables(items):
        yield at(msg("sets-shape", name="perspectives", example=_HEAD["perspectives"]), "perspectives")
        return
    if not items:
        yield at(msg("sets-few", example=_HEAD["perspectives"]), "perspectives")
    if len(items) > MOST:
        yield at(msg("sets-many", most=MOST, count=len(items)), "perspectives", MOST)
    if "perspectives" in data:
        for place, item in enumerate(items[:MOST]):
            yield from _of_one(item, lines, ("perspectives", place))
        yield from _twice([item.get("key") for item in items], lines, ("perspectives",), "perspectives: key")


def _of_one(item: dict[str, Any], lines: Lines, at: tuple[str | int, ...]) -> Iterator[Problem]:
    own = str(item.get("key", ""))
    yield from _keys(item, _ONE, lines, at, own)
    for name, most in (("label", LABEL), ("sentence", SENTENCE)):
        if name in item and (says := _worded(name, item[name], most)):
            yield Problem(lines.of(*at, name), f"{own}: {name}", says)
    if "key" in item and (says := _named("key", item["key"], KEY)):
        yield Problem(lines.of(*at, "key"), f"{own}: key", says)
    asked = item.get("prompts", [{}])
    if not _tables(asked) or not asked:
        says = msg("sets-no-prompts", name="prompts", example=_ONE["prompts"])
        yield Problem(lines.of(*at, "prompts"), f"{own}: prompts", says)
        return
    for place, prompt in enumerate(asked if "prompts" in item else []):
        here = (*at, "prompts", place)
        yield from _keys(prompt, _ASKED, lines, here, own)
        if "key" in prompt and (says := _named("key", prompt["key"], KEY)):
            yield Problem(lines.of(*here, "key"), f"{own}: prompts", says)
        if "ask" in prompt and (says := _worded("ask", prompt["ask"], SENTENCE)):
            yield Problem(lines.of(*here, "ask"), f"{own}: ask", says)
    yield from _twice([prompt.get("key") for prompt in asked], lines, (*at, "prompts"), f"{own}: prompts")


def _tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _keys(
    table: dict[str, Any], wanted: dict[str, str], lines: Lines, at: tuple[str | int, ...], own: str = ""
) -> Iterator[Problem]:
    for name in table:
        if name not in wanted:
            yield Problem(lines.of(*at, name), own or name, msg("sets-unknown", name=name[:LABEL]))
    for name, example in wanted.items():
        if name not in table:
            yield Problem(lines.of(*at), name, msg("sets-missing", name=name, example=example))


def _named(name: str, value: Any, most: int) -> Msg | None:
    fine = isinstance(value, str) and _ASCII.fullmatch(value) and len(value) <= most
    return None if fine else msg("sets-key", name=name, most=most)


def _worded(name: str, value: Any, most: int) -> Msg | None:
    if not isinstance(value, str):
        return msg("sets-words", name=name)
    if not 1 <= len(value.strip()) <= most:
        return msg("sets-size", name=name, most=most, size=len(value.strip()))
    # What steers or hides text, or cannot be kept; a family of emoji holds together by a joiner.
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign != "\u200d" for sign in value)
    return msg("sets-hidden", name=name) if hidden else None


def _twice(keys: list[Any], lines: Lines, at: tuple[str | int, ...], named: str) -> Iterator[Problem]:
    for place, key in enumerate(keys):
        if isinstance(key, str) and key in keys[:place]:
            yield Problem(lines.of(*at, place, "key"), named, msg("sets-twice", key=key[:KEY]))
