"""Cards and texts by chance, and the texts that would be markup if anybody took them for it (FAULTS A59)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from handlers.kit.cards import Button, Call, Card, Fact
from messages.words import given

CORPUS = [
    "<!channel>",
    "<!here|here>",
    "<@U0001>",
    "<#C0001|一般>",
    "<https://evil.example|https://idobata.example>",
    "*太字* _斜め_ ~消し~ `符号`",
    ":smile: :+1:",
    "&lt;b&gt; &amp; &",
    "```\n符号\n```",
    "> 引用\n• 点",
    "@channel @here @everyone",
    '{"type": "section"}',
    "👩‍👩‍👧‍👦 𠮷 が\u3099",
]

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
SOME = LINE | st.sampled_from(CORPUS)
LONG = st.builds(lambda text, times: text * times, SOME, st.sampled_from([1, 1, 60, 160]))
LABEL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=15)
BUTTONS = st.builds(Button, LABEL.map(given), st.just("home"), style=st.sampled_from(["plain", "primary", "danger"]))
CALLS = st.builds(Call, LABEL.map(given), st.just("03-0000-0001"))


def fits(text: str) -> str:
    """Return what a paragraph may hold, as the kit checks it."""
    return text.encode("utf-16-le")[:5998].decode("utf-16-le", "ignore")


def cards() -> st.SearchStrategy[Card]:
    """Return cards such as the kit lets through: any text, any quote, twelve buttons at most."""
    return st.builds(
        Card,
        title=st.none() | SOME.map(given),
        facts=st.lists(st.builds(Fact, LABEL.map(given), LONG.map(given)), max_size=3).map(tuple),
        quote=st.none() | LONG,
        paragraphs=st.lists(LONG.map(fits).map(given), min_size=1, max_size=3).map(tuple),
        buttons=st.lists(BUTTONS | CALLS, max_size=12).map(tuple),
        about=st.sampled_from(["", "morning", "A" * 22]),
    )


def flat(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in JSON, in order."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from flat(inner)


def texts(blocks: Any) -> list[str]:
    """Return what people read of blocks, piece by piece."""
    return [one["text"] for one in flat(blocks) if isinstance(one.get("text"), str)]
