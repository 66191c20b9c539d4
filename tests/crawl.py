"""Somebody who goes through every door there is and writes the same texts into every field, on any face.

So a conversation, a form or a field that comes later is gone through as well, without anybody's remembering it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from sqlalchemy import select

from bot.app import Stores
from messages.perspectives.reading import read_text
from storage import networks, people, perspectives
from storage.db import Here
from storage.networks import Network
from storage.offices import Office
from storage.people import Person
from tests.chat import Chat
from tests.simulators.slack_seen import elements_of, labels
from tests.slack_chat import SlackChat
from tests.talk import STOP, Talk

# What ends the walk: pressed by others elsewhere.
AWAY = re.compile("元に戻せません|外す$|データを消す|ログアウト|お休み")
# Gone through last, where nothing else is left on a screen.
LAST = re.compile("^(やめる|戻る|消す|消してやめる|はじめの画面へ|センターの仕事へ|直す|「.*」を直す)$")
TERM = 20
DOORS = 12


class Crawl:
    """Goes on for a number of steps; `screens` is all that was shown."""

    def __init__(self, talk: Talk, texts: list[str], looks: Callable[[], None] = lambda: None) -> None:
        self.talk = talk
        self.texts = cycle(texts)
        self.looks = looks
        self.pressed: Counter[tuple[str, str]] = Counter()
        self.written: set[str] = set()
        self.screens: list[str] = []

    def goes(self, steps: int) -> Crawl:
        """Go on."""
        self.talk.opens()
        for _ in range(steps):
            self.screens.append(self.talk.text)
            self.looks()
            if not self._writes() and not self._presses():
                self._goes_home()
                # Behind a door there may be others that were passed by.
                self._presses(DOORS)
        return self

    def _goes_home(self) -> None:
        if isinstance(self.talk, Chat):
            self.talk.opens()
        else:
            self.talk.home()

    def _place(self) -> str:
        lines = [line for line in self.talk.text.split("\n") if line and not line.startswith(("［", "＞"))]
        return re.sub(r"\d+", "", lines[0] if lines else "")

    def _presses(self, again: int = 1) -> bool:
        """Press the button that was pressed least here, if that was less often than `again` times."""
        if isinstance(self.talk, SlackChat) and self.talk._fields():
            # What cannot be sent as it stands is given up.
            self.talk.closes()
        place = self._place()
        known = [((place, re.sub(r"\d+", "", one)), one) for one in self._labels() if not AWAY.search(one)]
        known = [(key, one) for key, one in known if self.pressed[key] < again]
        known.sort(key=lambda pair: (self.pressed[pair[0]], bool(LAST.match(pair[1]))))
        for key, label in known[:1]:
            self.pressed[key] += 1
            self.talk.taps(label)
        return bool(known)

    def _labels(self) -> list[str]:
        match self.talk:
            case Chat() as chat:
                # Home stands beside everything, but what was asked comes first.
                home = [button["label"] for card in chat.shown["home"] for button in card["buttons"]]
                return chat.buttons or home
        return self.talk.buttons

    def _writes(self) -> bool:
        place = self.talk.text
        if STOP not in self.talk.buttons or place in self.written:
            return False
        self.written.add(place)
        match self.talk:
            case Chat(page=dict() as page) if not page["oneByOne"] and page["fields"]:
                self.talk.fills({field["name"]: self._answer(field) for field in page["fields"]})
            case SlackChat() as chat if chat._fields():
                self._fills(chat)
            case _:
                self.talk.says(next(self.texts))
        return True

    def _answer(self, field: dict[str, Any]) -> str | None:
        return field["options"][0]["key"] if field["options"] else next(self.texts)

    def _fills(self, chat: SlackChat) -> None:
        view = chat.modal
        for block, element in elements_of(view.blocks) if view else ():
            options = labels(element)
            if block["type"] != "input":
                continue
            if options:
                chat.slack.chooses(chat.user, block["block_id"], options[0])
            elif element["type"] == "plain_text_input":
                chat.slack.types(chat.user, block["block_id"], next(self.texts)[: element.get("max_length")])
        chat.settles(chat.slack.submits(chat.user))
        if chat.modal and chat._fields():
            # It is not taken: she has seen why.
            self.screens.append(chat.text)
            chat.closes()


def writes_everywhere(stores: Stores, texts: list[str]) -> None:
    """Put texts wherever the data of the demo network says something: names, offices, contacts, terms, topics, set."""
    given = cycle(texts)
    short = cycle([text for text in texts if len(text) <= TERM])
    with stores.database.write() as session:
        network: Network = networks.everyone(session)[0]
        here = Here(session, network.id)
        for person in session.scalars(select(Person).where(Person.network_id == here.network_id)):
            person.name = f"{next(given)}{person.name}"[:60]
        for office in session.scalars(select(Office).where(Office.network_id == here.network_id)):
            office.name, office.corporation = f"{next(given)}{office.name}"[:100], f"{next(given)}会"[:100]
        network.terms = {name: next(short) for name in ("well", "reflection", "centre")}
        network.topics = [next(short), *network.topics]
        network.contacts = [{**one, "name": next(short), "hours": next(given)[:40]} for one in network.contacts]
        toml = own_set(short, given)
        own = perspectives.add_own(here, "own", 1, toml, people.everyone(here)[0].id, network.made_at)
        perspectives.choose(here, "own", network.made_at, own.id)


def own_set(short: Iterator[str], given: Iterator[str]) -> str:
    """Return a perspective set that says these texts; what it may say is checked as when it is brought in."""
    one = "key = {}\nlabel = {}\nsentence = {}\n[[perspectives.prompts]]\nkey = {}\nask = {}\n"
    head = f'id = "own"\nversion = 1\ntitle = {quoted(next(given))}\nsource = {quoted(next(given))}\n'
    parts = [
        one.format(*map(quoted, (f"key{n}", next(short), next(given), "ask", f"{next(given)}ですか。")))
        for n in range(3)
    ]
    text = head + "checked_on = 2026-11-22\n" + "".join(f"[[perspectives]]\n{part}" for part in parts)
    read_text(text)
    return text


def quoted(text: str) -> str:
    """Return a text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)
