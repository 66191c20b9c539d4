"""What a scene looks like on each platform, as data that `idobata preview` draws."""

from __future__ import annotations

from typing import Any

from bot.faces.face import Answer
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
    return {**render_reply(answer), "telegram": telegram, "slack": _slack(answer)}


def _message(out: Out) -> Json:
    keyboard = [[button["text"] for button in row] for row in out.keyboard]
    return {"text": out.text, "bold": out.bold, "keyboard": keyboard}


def _slack(answer: Answer) -> Json:
    doing = plan(HOME, answer, "")
    shown = doing.view or (None if doing.outs else doing.home)
    return {"view": shown, "messages": [out.blocks for out in doing.outs]}
