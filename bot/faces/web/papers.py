"""Files on their way to the page: within the answer itself, so that they stand nowhere on the server."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from bot.faces.files import made, paper_of
from bot.faces.web.render import Json
from handlers.kit.cards import Card
from messages.words import Words, msg


async def fill(shown: Sequence[Json], cards: Sequence[Card], words: Words) -> None:
    """Put the files of cards into what the page is given of them; where one cannot be made a sentence says so."""
    for one, card in zip(shown, cards, strict=True):
        paper = paper_of(card, words, vector=True)
        if paper is None:
            continue
        data = await made(paper)
        if data is None:
            del one["file"]
            one["paragraphs"].append(words.say(msg("kit-file-missing")))
        else:
            one["file"]["data"] = b64encode(data).decode()
