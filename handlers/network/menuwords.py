"""A menu in words: each of its parts, all of it on one line, and what stands on a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from handlers.kit.cards import Fact
from messages.words import Msg, given, msg

LABELS = {
    "name": msg("network-contact-name"),
    "minutes": msg("network-menu-minutes"),
    "pools": msg("network-menu-pools"),
    "ways": msg("network-menu-ways"),
    "buffer": msg("network-menu-buffer"),
    "notice": msg("network-menu-notice"),
    "furthest": msg("network-menu-furthest"),
    "case": msg("network-menu-case"),
    "field": msg("network-menu-field"),
    "heavy": msg("network-menu-heavy"),
}
CHANGE = {
    "name": msg("network-menu-change-name"),
    "minutes": msg("network-menu-change-minutes"),
    "pools": msg("network-menu-change-pools"),
    "ways": msg("network-menu-change-ways"),
    "buffer": msg("network-menu-change-buffer"),
    "notice": msg("network-menu-change-notice"),
    "furthest": msg("network-menu-change-furthest"),
}
POOLS = {
    "chief": msg("network-menu-chief"),
    "centre": msg("network-menu-centre"),
    "adviser": msg("network-menu-adviser"),
}
WAYS = {
    "visit": msg("network-menu-visit"),
    "online": msg("network-menu-online"),
    "centre": msg("network-menu-at-centre"),
}


def said(part: str, value: Any) -> Msg:
    """Return a part of a menu in words."""
    match part:
        case "name":
            return given(value)
        case "pools":
            return joined([POOLS[pool] for pool in value])
        case "ways":
            return joined([WAYS[way] for way in value])
        case "case" | "field" | "heavy":
            return msg("network-menu-on") if value else msg("network-menu-off")
        case "notice":
            return msg("network-menu-days-before", count=value) if value else msg("network-menu-same-day")
        case "furthest":
            return msg("network-menu-days-ahead", count=value)
    return msg("network-menu-of-minutes", count=value) if value else msg("network-menu-nothing")


def joined(parts: Sequence[Msg]) -> Msg:
    """Return several things on one line."""
    return reduce(lambda left, right: msg("network-and", left=left, right=right), parts)


def facts(menu: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Return all parts of a menu but its name."""
    return tuple(Fact(label, said(part, menu[part])) for part, label in LABELS.items() if part != "name")


def told(menu: Mapping[str, Any]) -> Msg:
    """Return the parts of a menu that people ask about, on one line."""
    minutes, pools = (said(part, menu[part]) for part in ("minutes", "pools"))
    return msg("network-menu-line", minutes=minutes, pools=pools)


def whole(menu: Mapping[str, Any]) -> Msg:
    """Return a menu with its name and all of its parts, so that what has changed is seen."""
    parts = [msg("network-menu-part", label=label, value=said(part, menu[part])) for part, label in LABELS.items()]
    return joined([given(menu["name"]), *parts[1:]])


def option(place: int) -> str:
    """Return the key of a choice."""
    return f"c{place}"


def value(choices: Mapping[str, Sequence[Any]], part: str, answer: str) -> Any:
    """Return what an answer stands for."""
    return choices[part][int(answer.removeprefix("c"))] if part in choices else answer
