"""The HTML of the web face: two templates without Japanese, filled with words; nothing else makes HTML."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from pathlib import Path

from bot.faces.web.store import DemoPerson
from messages.words import Msg, Words, msg

FOLDER = Path(__file__).parent / "page"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SIGN_IN = msg("web-sign-in")
_SLOT = re.compile(r"\{\{([a-z-]+)\}\}")


@lru_cache(maxsize=8)
def _template(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _fill(template: str, words: Words, slots: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        return slots[name] if name in slots else html.escape(words.say(Msg(name)))

    return _SLOT.sub(value, template)


def _without(template: str, part: str) -> str:
    return re.sub(rf"<!--{part}-->.*?<!--/{part}-->", "", template, flags=re.S)


def page_words(words: Words) -> dict[str, str]:
    """Return what the page's own JavaScript says."""
    return {id: words.say(Msg(id)) for id in words.ids("web-page-")}


def chat_page(words: Words, people: list[DemoPerson], me: str, name: str) -> str:
    """Return the chat's page; `people` and `me` (an account's user id) fill the demo's switch."""
    template = _template("index.html") if people else _without(_template("index.html"), "demo")
    # By office, so that on a phone the narrow select still shows a whole name.
    offices = dict.fromkeys(one.office for one in people)
    groups = [_office(office, [one for one in people if one.office == office], me) for office in offices]
    slots = {"words": json.dumps(page_words(words), ensure_ascii=False).replace("<", "\\u003c")}
    return _fill(template, words, slots | {"people": "".join(groups), "me": html.escape(name)})


def _office(office: str, people: list[DemoPerson], me: str) -> str:
    options = [
        f'<option value="{html.escape(one.id)}"{" selected" if one.id == me else ""}>{html.escape(one.name)}</option>'
        for one in people
    ]
    return f'<optgroup label="{html.escape(office)}">{"".join(options)}</optgroup>'


def door_page(
    words: Words,
    title: Msg,
    text: Msg,
    *,
    action: str = "",
    button: Msg = SIGN_IN,
    people: list[DemoPerson] | None = None,
    code: bool = False,
    problem: Msg | None = None,
) -> str:
    """Return the page before the chat: a button (that signs in), a list of people to be, digits, or only a sentence.

    `problem` says what became of the digits.
    """
    template = _template("sign.html")
    wanted = {"form": action, "picker": people, "code": code, "problem": problem}
    for part in [name for name, there in wanted.items() if not there]:
        template = _without(template, part)
    forms = [
        f'<form method="post" action="/demo/person"><button name="person" value="{html.escape(one.id)}">'
        f'<span>{html.escape(one.name)}</span> <span class="office">{html.escape(one.office)}</span></button></form>'
        for one in people or []
    ]
    slots = {"title": html.escape(words.say(title)), "text": html.escape(words.say(text))}
    slots["problem"] = html.escape(words.say(problem)) if problem else ""
    # Who was refused goes on at the field, and hears why.
    slots["field"] = f'aria-describedby="{"problem hint" if problem else "hint"}"'
    slots["field"] += ' aria-invalid="true" autofocus' if problem else ""
    return _fill(
        template,
        words,
        slots | {"action": html.escape(action), "button": html.escape(words.say(button)), "picker": "".join(forms)},
    )


def asset(name: str) -> tuple[bytes, str] | None:
    """Return a file of the page and its type; None for anything that is not one of them."""
    # Looked up among what is there, so that no name can lead anywhere else.
    path = next((path for path in FOLDER.iterdir() if path.name == name and path.suffix in TYPES), None)
    return (path.read_bytes(), TYPES[path.suffix]) if path else None
