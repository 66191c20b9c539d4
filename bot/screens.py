"""What a scene looks like on each platform, as data that `idobata preview` draws."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from bot.faces.face import Answer
from bot.faces.files import Paper, paper_of
from bot.faces.slack.parse import Incoming, Spot
from bot.faces.slack.plan import plan
from bot.faces.telegram.render import Out, render_scene
from bot.faces.web.render import render_reply
from handlers.kit.turn import Scene
from messages.words import Words

Json = dict[str, Any]
# As if it had been asked for on Home: there a modal can be opened.
HOME = Incoming("act", spot=Spot("home", trigger="preview"))


def screens(scene: Scene, words: Words) -> Json:
    """Return a scene as the page's JSON, and under `telegram` and `slack` as their messages and views."""
    answer = Answer(scene, words, "", "")
    telegram = [_message(out) for out in render_scene(scene, words)]
    reply = render_reply(answer)
    for card, shown in zip(scene.cards, reply["cards"], strict=True):
        shown |= _file(paper_of(card, words, vector=True))
    return {**reply, "telegram": telegram, "slack": _slack(answer)}


def _file(paper: Paper | None) -> Json:
    """Return a file as all pages draw it; made anew for each of them."""
    if paper is None:
        return {}
    about = {"name": paper.name, "says": paper.says, "media": paper.media}
    return {"file": {**about, "data": b64encode(paper.make()).decode()}}


def _message(out: Out) -> Json:
    keyboard = [[button["text"] for button in row] for row in out.keyboard]
    return {"text": out.text, "bold": out.bold, "keyboard": keyboard, **_file(out.file)}


def _slack(answer: Answer) -> Json:
    doing = plan(HOME, answer, "")
    shown = doing.view or (None if doing.outs else doing.home)
    messages = [{"blocks": out.blocks, **_file(out.file)} for out in doing.outs]
    messages += [{"blocks": [], **_file(paper)} for paper, _ in doing.files]
    return {"view": shown, "messages": messages}
