"""A chat on Slack, against the simulator: the same verbs as tests.chat, over a real socket and real HTTP."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Self

from bot.faces.slack.face import SlackFace
from storage import accounts, networks, people
from storage.db import Here
from tests.simulators.slack import TEAM, Delivery, Post, Slack, View
from tests.simulators.slack_seen import button_data, elements_of, labels, lines_of, read
from tests.talk import Face, Talk
from tests.world import World

SECONDS = 10
CALL = re.compile(r"(☎ .+)　([0-9-]+)")
NAME = "井戸端"
POINTS = "つづきは「メッセージ」で聞いています。"


def join(world: World, user: str, name: str) -> None:
    """Give a person of the demo network an account on Slack, as if she had come by her code before."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        assert accounts.join(here, people.by_name(here, name)[0].id, "slack", f"{TEAM}:{user}")


class SlackChat(Talk):
    """One person's Slack: the modal in front if one is open, what is new in her chat with the app, her Home tab."""

    face: Face = "slack"

    def __init__(self, world: World, slack: Slack, user: str) -> None:
        super().__init__(world)
        self.slack = slack
        self.user = user
        self._before: dict[str, int] = {}
        self._calls = 0

    def opens(self) -> Self:
        """Open the Home tab."""
        self._mark()
        return self.settles(self.slack.opens_home(self.user))

    def says(self, text: str) -> Self:
        """Write: into the open modal's only field, or else to the app."""
        self._mark()
        fields = self._fields()
        if len(fields) == 1:
            self.slack.types(self.user, fields[0], text)
            return self.settles(self.slack.submits(self.user))
        self.closes()
        return self.settles(self.slack.writes(self.user, text))

    def submits(self) -> Self:
        """Send the modal in front as it is filled."""
        self._mark()
        return self.settles(self.slack.submits(self.user))

    def presses(self, data: str) -> Self:
        """Press a button with this data: where it stands, or under the newest message if it does not stand anywhere."""
        self._mark()
        if self.modal and data not in button_data(self.modal.blocks):
            # What lies behind a modal cannot be pressed.
            self.closes()
        return self.settles(self.slack.presses_data(self.user, data))

    async def pressing(self, data: str) -> None:
        """Press a button with this data, beside what others do; no modal may lie over it."""
        self._mark()
        await self._until(self.slack.presses_data(self.user, data))

    def taps(self, label: str) -> Self:
        """Press the newest button with this label; an option of a modal is chosen and sent, as one question."""
        self._mark()
        if label not in self._in_front():
            self.closes()
        delivery = self.slack.presses(self.user, label)
        return self.settles(delivery or self.slack.submits(self.user))

    def data(self, label: str) -> str:
        """Return the data of the newest button with this label."""
        if label not in self._in_front():
            self.closes()
        return self.slack.data(self.user, label)

    def _in_front(self) -> list[str]:
        if self.modal is None:
            return []
        own = [read(self.modal.given.get(name)) for name in ("submit", "close")]
        return [*own, *(label for _, element in elements_of(self.modal.blocks) for label in labels(element))]

    def comes(self) -> Self:
        """Do nothing and let what is due come."""
        self._mark()
        self.world.tick()
        return self

    def restarts(self) -> Self:
        """Stop and start the program, and let it show whoever missed an answer where she stands."""
        before = self._before
        self._mark()
        self.world.restart()
        self.world.run(self._idle())
        if not self.news:
            # Nothing came: what she saw last still stands there.
            self._before = before
        return self

    def settles(self, delivery: Delivery | None) -> Self:
        """Wait until Slack is done with something, and everything that comes of it stands there."""
        self.world.run(self._until(delivery))
        self._follows()
        return self

    def _follows(self) -> None:
        # Where a modal only says that it goes on in the messages, she goes there.
        if self.modal and POINTS in self.modal.lines:
            self.closes()

    async def _until(self, delivery: Delivery | None) -> None:
        async with asyncio.timeout(SECONDS):
            while delivery is not None and not delivery.settled:
                await asyncio.sleep(0.002)
            await self._idle()

    async def _idle(self) -> None:
        async with asyncio.timeout(SECONDS):
            listening = self.slack_face().listening
            while not (listening.sockets.open and listening.caught_up):
                await asyncio.sleep(0.002)
        await self.slack_face().idle()

    def slack_face(self) -> SlackFace:
        """Return the program's Slack face."""
        return next(face for face in self.world.app.faces if isinstance(face, SlackFace))

    def _mark(self) -> None:
        self._before = {post.ts: post.edits for post in self.slack.seen(self.user)}
        self._calls = len(self.slack.calls)

    @property
    def modal(self) -> View | None:
        """The modal in front."""
        return self.slack.modal(self.user)

    def closes(self) -> None:
        """Close the modals that are open."""
        while self.modal:
            delivery = self.slack.closes(self.user)
            if delivery:
                self.settles(delivery)

    def _fields(self) -> list[str]:
        blocks = self.modal.blocks if self.modal else []
        return [str(block["block_id"]) for block in blocks if block["type"] == "input"]

    @property
    def news(self) -> list[Post]:
        """The app's messages that came or were edited since the last act, were it into what they said already."""
        since = [call for method, call in self.slack.calls[self._calls :] if method == "chat.update"]
        edited = {str(call["ts"]) for call in since}
        mine = [post for post in self.slack.seen(self.user) if post.mine]
        return [post for post in mine if self._before.get(post.ts) != post.edits or post.ts in edited]

    def heard(self) -> list[str]:
        """Return the first line of each card in the messages that came, edits aside."""
        came = [post for post in self.news if post.ts not in self._before]
        return [lines_of(card)[0] for post in came for card in _cards(post.blocks)]

    def home(self) -> list[str]:
        """Return the titles of the Home tab's cards; it is drawn anew whenever it is opened."""
        self.opens()
        cards = _home_cards(self._home_blocks())
        return [read(block["text"]) for card in cards for block in card if block["type"] == "header"]

    def _home_blocks(self) -> list[dict[str, Any]]:
        home = self.slack.home(self.user)
        return home.blocks if home else []

    @property
    def text(self) -> str:
        """What is in front, as lines, buttons in brackets: the modal, what is new in the chat, or the Home tab."""
        if self.modal:
            return "\n".join(_modal_lines(self.modal))
        if self.news:
            return "\n".join(line for post in self.news for line in post.lines)
        return "\n".join(line for card in _home_cards(self._home_blocks()) for line in lines_of(card))

    @property
    def everything(self) -> str:
        """All messages of the chat, the Home tab and what is open, with their buttons."""
        posts = [f"{post.text} {post.blocks} {self.slack.files.seen(post)}" for post in self.slack.seen(self.user)]
        views = [view.given for view in (self.slack.home(self.user), self.modal) if view]
        return "\n".join([*posts, *map(str, views)])

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons in front, in order."""
        blocks = self.modal.blocks if self.modal else [block for post in self.news for block in post.blocks]
        blocks = blocks or [block for card in _home_cards(self._home_blocks()) for block in card]
        return [label for _, element in elements_of(blocks) for label in labels(element)]

    def gives(self, name: str, data: bytes) -> Self:
        """Put a file into the open modal's only field and submit it; without a modal, share it in the chat."""
        self._mark()
        fields = self._fields()
        if len(fields) == 1:
            self.slack.attaches(self.user, fields[0], name, data)
            return self.settles(self.slack.submits(self.user))
        return self.settles(self.slack.uploads(self.user, name))

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The files in what is new in the chat, whatever stands in front of it."""
        return [(file.name, file.data or b"") for post in self.news for file in self.slack.files.seen(post)]

    @property
    def described(self) -> list[str]:
        """What the files in what is new are said to be."""
        return [file.alt for post in self.news for file in self.slack.files.seen(post)]

    @property
    def calls(self) -> list[tuple[str, str]]:
        """The telephone numbers in front, each with its label."""
        return [(match[1], match[2]) for line in self.text.split("\n") if (match := CALL.fullmatch(line))]


def _modal_lines(view: View) -> list[str]:
    """Return what a modal says; its name, where it is only the app's, and its way out say nothing."""
    nothing = [NAME, f"［{read(view.given.get('close'))}］"]
    return [line for line in view.lines if line not in nothing]


def _cards(blocks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    cards: list[list[dict[str, Any]]] = [[]]
    for block in blocks:
        if block["type"] == "divider":
            cards.append([])
        else:
            cards[-1].append(block)
    return cards


def _home_cards(blocks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return home's cards; what is in hand stands above them in rows of other names."""
    return [card for card in _cards(blocks) if any(str(block.get("block_id")).startswith("home.") for block in card)]
