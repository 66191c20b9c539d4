"""A bot's connection for one command: opened, used, closed; what is wrong with it is a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import TelegramError

from bot.faces.telegram.errors import trouble
from bot.faces.telegram.wire import Wire
from messages.words import Msg, msg


class Unready(Exception):
    """The bot cannot be reached with this token; the sentence says what to do."""

    def __init__(self, sentence: Msg) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence


@asynccontextmanager
async def open_wire(token: str, base: str) -> AsyncIterator[Wire]:
    """Give an open connection; raises Unready."""
    wire = Wire(token, base)
    try:
        await wire.open()
        yield wire
    except TelegramError as error:
        raise Unready(msg("telegram-token") if trouble(error) == "token" else msg("telegram-unreached")) from None
    finally:
        await wire.close()
