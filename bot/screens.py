"""What a scene looks like on each platform, as data, and the page of `idobata preview` that draws it."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from bot.faces.face import Answer
from bot.faces.files import Paper, paper_of
from bot.faces.slack.incoming import Incoming, Spot
from bot.faces.slack.plan import plan
from bot.faces.telegram.render import Out, render_scene
from bot.faces.web import pages
from bot.faces.web.render import render_reply
from handlers.kit.turn import Scene
from messages.words import Words, msg

Json = dict[str, Any]
IMPORTS = re.compile(r"^import .*\n", re.MULTILINE)
# One script: what a module of the page imports stands above it.
SCRIPTS = ("make.js", "files.js", "fields.js", "draw.js", "elsewhere.js", "preview.js")
# As if it had been asked for on Home: there a modal can be opened.
HOME = Incoming("act", spot=Spot("home", trigger="preview"))


def screens(scene: Scene, words: Words) -> Json:
    """Return a scene as the page's JSON, and under `telegram` and `slack` as their messages and views."""
    answer, files = Answer(scene, words, "", ""), Files()
    telegram = [_message(out, files) for out in render_scene(scene, words)]
    reply = render_reply(answer)
    for card, shown in zip(scene.cards, reply["cards"], strict=True):
        shown |= files.of(paper_of(card, words, vector=True))
    return {**reply, "telegram": telegram, "slack": _slack(answer, files)}


class Files:
    """The files of a scene, each made once for all platforms that show it."""

    def __init__(self) -> None:
        self._made: dict[int, str] = {}

    def of(self, paper: Paper | None) -> Json:
        """Return a file as all pages draw it."""
        if paper is None:
            return {}
        # What makes it is the card's own, and stays as long as the scene.
        if (data := self._made.get(id(paper.make))) is None:
            data = self._made[id(paper.make)] = b64encode(paper.make()).decode()
        return {"file": {"name": paper.name, "says": paper.says, "media": paper.media, "data": data}}


def _message(out: Out, files: Files) -> Json:
    keyboard = [[button["text"] for button in row] for row in out.keyboard]
    return {"text": out.text, "bold": out.bold, "keyboard": keyboard, **files.of(out.file)}


def _slack(answer: Answer, files: Files) -> Json:
    doing = plan(HOME, answer, "")
    shown = doing.view or (None if doing.outs else doing.home)
    messages = [{"blocks": out.blocks, **files.of(out.file)} for out in doing.outs]
    messages += [{"blocks": [], **files.of(paper)} for paper, _ in doing.files]
    return {"view": shown, "messages": messages}


def page(scenes: Sequence[tuple[str, Scene]], words: Words) -> str:
    """Return the page that draws scenes, each under what led to it; it needs nothing else."""
    data = [{"act": act, **screens(scene, words)} for act, scene in scenes]
    title = html.escape(words.say(msg("preview-title")))
    style, frames = (_part(name) for name in ("style.css", "preview.css"))
    script = "\n".join(IMPORTS.sub("", _part(name)) for name in SCRIPTS)
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}{frames}</style></head>'
        f'<body class="preview"><h1>{title}</h1>{_block("words", pages.page_words(words))}{_block("scenes", data)}'
        f'<script type="module">{script}</script></body></html>\n'
    )


def _part(name: str) -> str:
    return (pages.FOLDER / name).read_text(encoding="utf-8")


def _block(id: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="{id}">{text}</script>'
