"""A person at the page: she opens, taps, writes and presses keys, and sees lines."""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Locator, Page, Route, expect

from tests.spread import spread

PHONE = (390, 844)
WIDE = (1280, 800)
SMALL = (320, 640)
# Each size is looked at in the light or in the dark.
SIZES = {"phone": PHONE, "wide": WIDE, "small": SMALL}
SCREENS = spread(SIZES, ("light", "dark"))

# What the browser itself writes when a request fails; only a test that breaks the line expects it.
BROKEN_LINE = "Failed to load resource"

# What is visible in a part of the page, as lines: what she said after ＞, buttons in brackets, facts with a colon.
# As one text: what comes over from the browser is looked at piece by piece, on both sides.
LINES = """(part) => {
  const shown = 'h2, h3, legend, p, .said, dt, blockquote, label, button, a.button';
  const line = (node) => {
    const text = node.innerText.trim();
    if (node.matches('.said')) return `＞${text}`;
    if (node.matches('dt')) return `${text}：${node.nextElementSibling.innerText.trim()}`;
    if (node.matches('blockquote')) return `「${text}」`;
    if (node.matches('button, a.button')) return `［${text}］`;
    return text.replaceAll('\\n', ' ');
  };
  return JSON.stringify([...part.querySelectorAll(shown)]
    .filter((node) => node.checkVisibility() && node.innerText.trim() && !node.matches('.mine')).map(line));
}"""

FOCUSED = """() => {
  const node = document.activeElement;
  return node.matches('select, textarea, input') ? node.id || node.name : node.innerText;
}"""


class Visitor:
    """One tab of a browser; `complaints` is what the browser and the page complained about, and must stay empty."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self.held: list[Route] = []
        self.stays: bool | None = None
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complain("error", str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._complain("report", request.url) if "/csp" in request.url else None)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error(`csp ${e.violatedDirective}`))"
        )

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(part in message.text for part in self.expected):
            self._complain(message.type, message.text)

    def _dialog(self, dialog: Dialog) -> None:
        stays, self.stays = self.stays, None
        if stays is None:
            self._complain(dialog.type, dialog.message)
        if stays:
            dialog.dismiss()
        else:
            dialog.accept()

    def _complain(self, kind: str, text: str) -> None:
        self.complaints.append(f"{kind} {text}")

    def expects(self, part: str) -> Visitor:
        """Let pass complaints with this in them: the test causes them on purpose."""
        self.expected.append(part)
        return self

    def holds(self, pattern: str) -> Visitor:
        """Keep requests from going out, and from ending, until `lets_go`."""
        self.page.route(pattern, lambda route: self.held.append(route))
        return self

    def lets_go(self) -> None:
        """Let what was held go out."""
        while self.held:
            self.held.pop(0).continue_()

    def opens(self, path: str = "/") -> Visitor:
        """Open an address of the program."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self

    def chooses(self, name: str) -> Visitor:
        """Choose at the demo's door whom to be, and wait for home."""
        self.opens().page.get_by_role("button", name=name).click()
        return self.is_home()

    def enters(self, name: str) -> Visitor:
        """Be somebody of the demo without looking at its door, and wait for home."""
        door = self.page.request.get(self.address).text()
        [person] = re.findall(rf'name="person" value="([^"]+)"><span>{re.escape(html.escape(name))}<', door)
        origin = {"Origin": self.address}
        self.page.request.post(f"{self.address}/demo/person", form={"person": person}, headers=origin, max_redirects=0)
        return self.opens().is_home()

    def is_home(self) -> Visitor:
        """Wait until the page has asked where she stands."""
        expect(self.page.locator("#home .card").first).to_be_attached()
        return self

    def reloads(self) -> Visitor:
        """Load the page again."""
        self.page.reload()
        return self.is_home()

    def button(self, label: str) -> Locator:
        """Return the newest button with this label."""
        return self.page.get_by_role("button", name=label, exact=True).last

    def leaves(self) -> Visitor:
        """Answer the browser's next question: what is written may go."""
        self.stays = False
        return self

    def is_asked_before_it_loads_again(self, *, stays: bool) -> Visitor:
        """Load the page again, and answer the browser's question whether to leave what is written."""
        self.stays = stays
        with self.page.expect_event("dialog"):
            # From a turn of its own: the page does not answer while the question stands.
            self.page.evaluate("setTimeout(() => location.reload())")
        return self

    def taps(self, *labels: str) -> Visitor:
        """Press the newest button with each label, one after another."""
        for label in labels:
            self.button(label).click()
            self.settles()
        return self

    def writes(self, text: str) -> Visitor:
        """Write into the composer without sending."""
        self.page.locator("#say").fill(text)
        return self

    def says(self, text: str) -> Visitor:
        """Write into the composer and send."""
        self.writes(text).page.locator("#send").click()
        return self.settles()

    def settles(self) -> Visitor:
        """Wait until nothing is being sent any more."""
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        return self

    def sees(self, text: str) -> Visitor:
        """Wait until the newest element with exactly this text is visible."""
        expect(self.page.get_by_text(text, exact=True).last).to_be_visible()
        return self

    def reflects_until(self, label: str) -> Visitor:
        """Go through a quick reflection up to the page that has this button."""
        steps: list[Callable[[], Visitor]] = [
            lambda: self.taps("ふりかえり"),
            lambda: self.taps("3分（2つの視点）"),
            lambda: self.taps("面談"),
            lambda: self.taps("よかったところがある"),
            lambda: self.says("「帰り道が好き」と話してくれた"),
            lambda: self.taps("今回は関係しない"),
            lambda: self.says("来週、散歩の道を一緒に歩いてみる"),
            lambda: self.taps("1週間後"),
        ]
        for step in steps:
            if self.page.locator("#log").get_by_role("button", name=label, exact=True).count():
                return self
            step()
        expect(self.page.locator("#log").get_by_role("button", name=label, exact=True)).to_be_visible()
        return self

    @property
    def log(self) -> list[str]:
        """The conversation as lines."""
        return self.lines("#log")

    def lines(self, part: str) -> list[str]:
        """Return what is visible in a part of the page, as lines."""
        found: list[str] = json.loads(self.page.locator(part).evaluate(LINES))
        return found

    @property
    def told(self) -> list[str]:
        """What stands above the composer."""
        return self.lines("#state")

    @property
    def written(self) -> str:
        """What stands in the composer."""
        return self.page.locator("#say").input_value()

    @property
    def focused(self) -> str:
        """The text of what has the focus; the id of what can be written into."""
        text: str = self.page.evaluate(FOCUSED)
        return " ".join(text.split())


class Profiles:
    """Browser profiles, lent to one visitor after another: making one takes as long as a short visit.

    One that comes back forgets who was in, and all that a page may have kept.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: defaultdict[tuple[object, ...], list[BrowserContext]] = defaultdict(list)

    def lend(self, size: tuple[int, int], dark: bool, scale: float) -> BrowserContext:
        """Give a profile that nobody uses; an empty tab of it is always open, so that the browser keeps its process."""
        if free := self._free[size, dark, scale]:
            return free.pop()
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            device_scale_factor=scale,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        context.new_page()
        return context

    def take_back(self, context: BrowserContext, kind: tuple[object, ...], address: str) -> None:
        """Close a visitor's tabs and forget her."""
        empty, *tabs = context.pages
        for tab in tabs:
            tab.close()
        context.clear_cookies()
        if address:
            session = context.new_cdp_session(empty)
            session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
            session.detach()
        self._free[kind].append(context)


class Visits:
    """Makes visitors, each with a browser profile of her own, and asks at the end what they complained about."""

    def __init__(self, profiles: Profiles, address: str) -> None:
        self._profiles = profiles
        self._address = address
        self._visitors: list[Visitor] = []
        self._lent: list[tuple[BrowserContext, tuple[object, ...]]] = []

    def __call__(self, size: tuple[int, int] = PHONE, *, dark: bool = False, scale: float = 1) -> Visitor:
        context = self._profiles.lend(size, dark, scale)
        self._lent.append((context, (size, dark, scale)))
        return self._tab(context)

    def another_tab(self, visitor: Visitor) -> Visitor:
        """Open another tab in a visitor's browser."""
        return self._tab(visitor.page.context)

    def _tab(self, context: BrowserContext) -> Visitor:
        visitor = Visitor(context.new_page(), self._address)
        self._visitors.append(visitor)
        return visitor

    def close(self) -> list[str]:
        """Close everything and return what the browser and the pages complained about."""
        complaints = [complaint for visitor in self._visitors for complaint in visitor.complaints]
        for route in [route for visitor in self._visitors for route in visitor.held]:
            # The page may have given the request up by itself.
            with contextlib.suppress(Error):
                route.abort()
        for context, kind in self._lent:
            self._profiles.take_back(context, kind, self._address)
        return complaints


def shoot(visitor: Visitor, name: str) -> None:
    """Keep a picture of what is seen, where somebody wants to look at it."""
    if folder := os.environ.get("LOOK"):
        visitor.page.screenshot(path=f"{folder}/{name}.png", animations="disabled")
