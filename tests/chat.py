"""A test is a chat: she says, taps, fills and sees, through the real parse and render code."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Self
from uuid import uuid4

from bot.faces.web import parse, render
from bot.faces.web.papers import fill
from handlers.kit.errors import TryLater
from handlers.kit.turn import Traits
from tests.talk import Face, Talk
from tests.world import World

TOGETHER = Traits(together=True, home=True)
ONE_AT_A_TIME = Traits(together=False, home=False)


class Chat(Talk):
    """One person's chat: what she does becomes the page's JSON, what comes back is the JSON that the page draws.

    With `together=False` it is the chat of a platform that asks one field a message.
    """

    face: Face = "web"

    def __init__(self, world: World, user: str, *, together: bool = True) -> None:
        super().__init__(world)
        self.user = user
        self.told: set[str] = set()
        self.notices: list[dict[str, Any]] = []
        self.traits = TOGETHER if together else ONE_AT_A_TIME
        self.shown: dict[str, Any] = {"cards": [], "page": None, "home": []}

    def opens(self) -> Self:
        """Load the page: home and the page in hand."""
        answer = self.world.run(self.world.app.runtime.look("web", self.user, self.traits))
        self.shown = render.render_standing(answer, "boot", self.user, self.world.clock.now())
        return self

    def says(self, text: str) -> Self:
        """Type into the composer: an answer where a text is asked one by one, otherwise free text."""
        page = self.page
        if page and page["oneByOne"] and page["fields"][0]["kind"] in ("text", "select"):
            return self.fills({page["fields"][0]["name"]: text})
        return self.sends({"say": text})

    def presses(self, data: str) -> Self:
        """Press a button with this data."""
        return self.sends({"tap": data})

    async def pressing(self, data: str) -> None:
        """Press a button with this data, beside what others do."""
        id = str(uuid4())
        while True:
            try:
                return await self._sent({"tap": data}, id)
            except TryLater:
                # As the page does.
                await asyncio.sleep(0.01)

    def comes(self) -> Self:
        """Let what is due come, and look at it."""
        self.world.tick()
        return self.looks()

    def looks(self) -> Self:
        """Take the notices that were not shown yet as the page does, and look again."""
        runtime = self.world.app.runtime
        told = self.world.run(runtime.told_since("web", self.user, self.traits, render.moment_of(0)))
        self.notices = [render.render_told(one) for one in told if one.id not in self.told]
        self.told |= {one.id for one in told}
        return self.opens()

    def restarts(self) -> Self:
        """Restart the program; the page notices that by itself and looks again."""
        self.world.restart()
        return self.opens()

    def heard(self) -> list[str]:
        """Return the first lines of the cards of the notices that came last."""
        return [card_lines(card)[0] for notice in self.notices for card in notice["cards"]]

    def home(self) -> list[str]:
        """Return the titles of home's cards, which are always in view."""
        return [card["title"] for card in self.shown["home"]]

    def fills(self, answers: Mapping[str, str | dict[str, str] | None]) -> Self:
        """Send the page with these answers by field name."""
        assert self.page is not None, "no page is open"
        return self.sends({"draft": self.page["draft"], "version": self.page["version"], "answers": answers})

    def sends(self, act: dict[str, Any], id: str | None = None) -> Self:
        """Send an act as the page does."""
        self.world.run(self._sent(act, id))
        return self

    async def _sent(self, act: dict[str, Any], id: str | None = None) -> None:
        body = json.dumps({"id": id or str(uuid4()), **act}).encode()
        event, _ = parse.parse_event(body, self.user)
        answer = await self.world.app.runtime.handle(event, self.traits)
        reply = render.render_reply(answer)
        await fill(reply["cards"], answer.scene.cards, answer.words)
        self.shown = json.loads(json.dumps(reply))
        answer.replied()

    @property
    def page(self) -> dict[str, Any] | None:
        """The page in hand."""
        page: dict[str, Any] | None = self.shown["page"]
        return page

    @property
    def buttons(self) -> list[str]:
        """The labels of all buttons on the cards and the page, in order; home's are left out."""
        return [button["label"] for button in self._buttons(self.shown["cards"])]

    def data(self, label: str) -> str:
        """Return the data of the button with this label: on the page, on the cards, on what came, then on home."""
        came = [card for notice in self.notices for card in notice["cards"]]
        for button in self._buttons([*self.shown["cards"][::-1], *came, *self.shown["home"]]):
            if button["label"] == label:
                return str(button.get("data") or button["tel"])
        raise AssertionError(f"no button {label} among {self.buttons}")

    def gives(self, name: str, data: bytes) -> Self:
        """Put a file into the page's field, as its JavaScript reads it, and send the page."""
        assert self.page is not None, "no page is open"
        (field,) = [field for field in self.page["fields"] if field["kind"] == "file"]
        field["problem"] = None
        if not name.casefold().endswith(tuple(field["endings"])):
            field["problem"] = field["refusals"]["other"]
        elif len(data) > field["max"]:
            field["problem"] = field["refusals"]["large"]
        elif field["sheet"]:
            return self.fills({field["name"]: {"name": name, "data": b64encode(data).decode()}})
        else:
            try:
                return self.fills({field["name"]: data.decode()})
            except UnicodeDecodeError:
                field["problem"] = field["refusals"]["unread"]
        return self

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The files on the cards."""
        return [(file["name"], b64decode(file["data"])) for file in self._files()]

    @property
    def described(self) -> list[str]:
        """What the files on the cards say."""
        return [file["says"] for file in self._files()]

    def _files(self) -> list[dict[str, Any]]:
        return [card["file"] for card in self.shown["cards"] if "file" in card]

    @property
    def calls(self) -> list[tuple[str, str]]:
        """The telephone numbers on the cards, each with its label."""
        return [(button["label"], button["tel"]) for button in self._buttons(self.shown["cards"]) if "tel" in button]

    def _buttons(self, cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
        page = self.shown["page"]
        found = []
        for field in page["fields"] if page else []:
            found += [*field["options"], *([field["skip"]] if field["skip"] else [])]
        found += page["buttons"] if page else []
        return found + [button for card in cards for button in card["buttons"]]

    @property
    def text(self) -> str:
        """Everything that is shown in answer, as lines: cards, then the page; home only where nothing else is."""
        cards = self.shown["cards"] or ([] if self.page else self.shown["home"])
        return "\n".join([line for card in cards for line in card_lines(card)] + page_lines(self.page))

    @property
    def everything(self) -> str:
        """The whole JSON that the page was given last."""
        return json.dumps(self.shown, ensure_ascii=False)


def card_lines(card: dict[str, Any]) -> list[str]:
    """Return a card as lines, buttons in brackets."""
    lines = [card["title"]] if card["title"] else []
    lines += [f"{label}：{value}" for label, value in card["facts"]]
    lines += [f"「{card['quote']}」"] if card["quote"] else []
    lines += card["paragraphs"]
    return lines + [f"［{button['label']}］" for button in card["buttons"]]


def page_lines(page: dict[str, Any] | None) -> list[str]:
    """Return a page as lines: what was refused, each field with what was typed and its buttons, the page's own."""
    if page is None:
        return []
    lines = [page["problem"]] if page["problem"] else []
    if not page["oneByOne"]:
        lines += [page["title"], *(f"{label}：{value}" for label, value in page["recap"])]
    for field in page["fields"]:
        lines += [field[part] for part in ("problem", "heading", "lead", "ask", "more") if field.get(part)]
        lines += [f"＞{field['value']}"] if field["value"] else []
        lines += [f"［{option['label']}］" for option in field["options"]]
        lines += [f"［{field['skip']['label']}］"] if field["skip"] else []
    return lines + [f"［{button['label']}］" for button in page["buttons"]]
