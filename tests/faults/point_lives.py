"""A life on Telegram or on Slack in which every fault point is passed: a reflection, its question, its deletion."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.trap import Injected
from tests import slack_chat, telegram_chat
from tests.bot.trouble import rows as rows_in
from tests.faults.reflecting import ANSWERS, QUESTIONS
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, Slack
from tests.simulators.slack_seen import button_data
from tests.simulators.telegram import TOKEN, Telegram
from tests.slack_chat import SlackChat
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, SetClock, World, settings_for

USER = 700100200
ON_SLACK = f"U{USER}"
MOST_PRESSES = 60
FACES = ("telegram", "slack")

LivingChat = TelegramChat | SlackChat


def failing(point: str) -> tuple[Callable[[str], None], Counter[str]]:
    """Return what raises at a point, the first time and then as chance would have it; and what was passed."""
    passed: Counter[str] = Counter()
    chance = random.Random(point)

    def trap(here: str) -> None:
        passed[here] += 1
        # What is done again gets through.
        if here == point and (passed[here] == 1 or chance.random() < 0.3):
            raise Injected(here)

    return trap, passed


def begin(folder: Path, backend: str, face: str) -> LivingChat:
    """Start the program on a face and return the chat of somebody who has come by her link or code."""
    if face == "telegram":
        telegram = Telegram()
        world = World(settings_for(folder, backend, telegram_token=TOKEN), SetClock(), beside=telegram)
        telegram_chat.join(world, USER, ALONE)
        return TelegramChat(world, telegram, USER)
    slack = Slack()
    tokens: dict[str, Any] = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}
    world = World(settings_for(folder, backend, **tokens), SetClock(), beside=slack)
    slack_chat.join(world, ON_SLACK, ALONE)
    return SlackChat(world, slack, ON_SLACK)


def buttons(chat: LivingChat) -> list[str]:
    """Return the data of all buttons in the chat, oldest first."""
    if isinstance(chat, SlackChat):
        return [data for post in chat.slack.seen(chat.user) if post.mine for data in button_data(post.blocks)]
    return [b["callback_data"] for seen in chat.telegram.seen(USER) for row in seen.keyboard for b in row]


def texts(chat: LivingChat) -> list[str]:
    """Return what each message of the chat says."""
    if isinstance(chat, SlackChat):
        return ["\n".join(post.lines) for post in chat.slack.seen(chat.user)]
    return [seen.text for seen in chat.telegram.seen(USER)]


def asked(chat: LivingChat) -> tuple[str, int] | None:
    """Return the draft and version of the newest question in the chat."""
    pages = [data.split(":") for data in buttons(chat) if data.startswith(("pick.", "skip:"))]
    return (pages[-1][1], int(pages[-1][2])) if pages else None


def reflects(chat: LivingChat) -> None:
    """Reflect, pressing again what has not been taken, until one reflection is kept."""
    for _ in range(MOST_PRESSES):
        kept = rows_in(chat.world, "SELECT id FROM reflections")
        if kept:
            return
        open_now = rows_in(chat.world, "SELECT version FROM drafts")
        page = asked(chat)
        if not open_now or page is None:
            # On Telegram she comes by writing, and nothing can be pressed before there is a message.
            chat.presses("reflection.quick:") if isinstance(chat, SlackChat) or texts(chat) else chat.says("/start")
            continue
        version = int(str(open_now[0][0]))
        answer = ANSWERS[QUESTIONS[version - 1]]
        if QUESTIONS[version - 1].endswith("line") or QUESTIONS[version - 1] == "step":
            chat.says(answer)
        else:
            chat.presses(f"pick.{answer}:{page[0]}:{version}")
    raise AssertionError(chat.everything)


def deletes(chat: LivingChat) -> None:
    """Delete the reflection, pressing again what has not been taken."""
    for _ in range(MOST_PRESSES):
        if not rows_in(chat.world, "SELECT id FROM reflections"):
            return
        named = [data for data in buttons(chat) if data.startswith(("reflection.delete:", "reflection.yet:"))]
        chat.presses(f"reflection.erase:{named[0].split(':')[1]}")
    raise AssertionError(chat.everything)


def lives(chat: LivingChat) -> None:
    """Reflect, be asked about the next step a week later, delete: every point is passed on the way."""
    reflects(chat)
    chat.world.clock.forward(days=8, hours=-6)
    comes(chat, "SELECT state FROM outbox WHERE kind = 'reflection.next_step'", [("sent",)])
    deletes(chat)
    comes(chat, "SELECT about FROM shown WHERE gone", [])


def comes(chat: LivingChat, query: str, wanted: list[tuple[object, ...]]) -> None:
    """Let the program tick until something has become so; what failed is tried again later."""
    for place in range(80):
        with suppress(Injected):
            chat.world.tick()
        if rows_in(chat.world, query) == wanted:
            return
        # What is in doubt comes with the next day's letter.
        chat.world.clock.forward(seconds=61, days=place % 4 == 3)
    raise AssertionError(rows_in(chat.world, query))


def heard(chat: LivingChat) -> None:
    """Let the platform be heard, so that its pulse is noted."""
    if isinstance(chat, SlackChat):
        chat.world.run(chat.slack_face().listening._well())
        return
    # The last one may have been noted at the start, before anybody looked.
    chat._face().listening._heard_at = -math.inf
    chat.says("/home")


def quicken(chat: LivingChat) -> None:
    """Let the bot, and Slack, try again at once where they would wait some seconds."""
    if isinstance(chat, SlackChat):
        face = chat.slack_face()
        face.listening.retry = 0.01
        face.answers.waits = (0.01, 0.01, 0.01, 0.01)
        # So long it waits for what the program has met an error in.
        chat.slack.carrier.ack_seconds = 0.2
        return
    chat._face().listening.retry = 0.01
    chat._face().answers.waits = (0.01, 0.01, 0.01, 0.01)
