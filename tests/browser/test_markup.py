"""A56: markup in every field that a person can write, and in all that a network's data says, stays text on the page."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import cycle

import pytest
from playwright.sync_api import Locator, expect

from storage import networks, people
from storage.db import Here
from tests.browser.served import Served
from tests.browser.visitor import WIDE, Visitor, Visits
from tests.crawl import AWAY, LAST, writes_everywhere
from tests.talk import STOP
from tests.world import CENTRE

pytestmark = pytest.mark.browser

CORPUS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg/onload=alert(1)>',
    "<b id=evil>x</b>",
    "</h3></p><i id=evil>",
    "{{web-name}}${1}",
    "&lt;i&gt;&#x41;",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "javascript:alert(1)",
    "'-alert(1)-'",
]
STEPS = 160
# What markup would have made of the page.
MADE = "#evil, iframe, [onerror], [onload], [src=x], #log script, #home script"
# What can be pressed, the newest last.
BUTTONS = """() => [...document.querySelectorAll('#home button, #log button')]
  .filter((node) => node.checkVisibility() && !node.disabled)"""
# What stands there: its text, how much markup has made of it, and of each button its label and the title of its card.
STANDING = f"""() => JSON.stringify([
  document.getElementById('well').innerText,
  document.querySelectorAll('{MADE}').length,
  ({BUTTONS})().map((node) =>
    [node.closest('article, section, form')?.querySelector('h2, h3')?.innerText ?? '', node.innerText])])"""
FIELDS = "#log form textarea, #log form input:not([type=file]):not([type=radio])"


class Browsing:
    """A visitor who goes through every door there is, and writes into every field."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.texts = cycle(CORPUS)
        self.pressed: Counter[tuple[str, str]] = Counter()
        self.written: set[str] = set()
        self.seen: set[str] = set()

    def goes(self, steps: int) -> None:
        """Go on for so many steps."""
        for _ in range(steps):
            found = self._looks()
            if not self._writes([label for _, label in found]):
                self._presses(found)
            self.visitor.settles()

    def _looks(self) -> list[tuple[str, str]]:
        shown, made, found = json.loads(self.page.evaluate(STANDING))
        while not found:
            # Not wait_for_function: where it has to ask twice it evaluates a string, which the page's policy forbids.
            expect(self._buttons().first).to_be_visible()
            shown, made, found = json.loads(self.page.evaluate(STANDING))
        self.seen |= {text for text in CORPUS if text in shown}
        assert made == 0, shown
        return [(str(title), str(label)) for title, label in found]

    def _presses(self, found: list[tuple[str, str]]) -> None:
        keys = [(re.sub(r"\d+", "", title), re.sub(r"\d+", "", label)) for title, label in found]
        places = [place for place, (_, label) in enumerate(found) if not AWAY.search(label)]
        place = min(places, key=lambda n: (self.pressed[keys[n]], bool(LAST.match(found[n][1])), -n))
        self.pressed[keys[place]] += 1
        # The button itself, wherever it stands: a mouse would have to find its way among 160 answers first.
        self.page.evaluate(f"(place) => ({BUTTONS})()[place].click()", place)

    def _buttons(self) -> Locator:
        return self.page.locator("#home button:visible:enabled, #log button:visible:enabled")

    def _writes(self, labels: list[str]) -> bool:
        if STOP not in labels:
            return False
        lines = self.visitor.lines("#log")
        place = re.sub(r"\d+", "", str([line for line in lines if not line.startswith("＞")][-8:]))
        if place in self.written:
            return False
        self.written.add(place)
        fields = self.page.locator(FIELDS)
        if not fields.count():
            self.visitor.says(next(self.texts))
            return True
        for n in range(fields.count()):
            fields.nth(n).fill(next(self.texts))
        for group in self.page.locator("#log form fieldset").all():
            if group.locator("input[type=radio]").count():
                group.locator("input[type=radio]").first.check()
        self.page.locator("#log form button.primary").last.click()
        return True


def name_of_the_coordinator(served: Served, before: str) -> str:
    """Return what the person of this name is called now."""
    with served.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        return next(person.name for person in people.everyone(here) if person.name.endswith(before))


def test_markup_is_text_wherever_it_is_shown(served: Served, visits: Visits) -> None:
    writes_everywhere(served.app.stores, CORPUS)
    name = name_of_the_coordinator(served, CENTRE)
    visitor = visits(WIDE).enters(name)
    assert name in visitor.page.locator("body").inner_text()
    browsing = Browsing(visitor)
    browsing.goes(STEPS)
    # What was written is read as it was written, and enough was pressed and written to say so.
    assert sorted(set(CORPUS) - browsing.seen) == []
    assert len(browsing.written) >= 5
    assert len(browsing.pressed) >= 25
