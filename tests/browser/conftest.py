"""Fixtures: the browser, the program that it looks at, and visitors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.served import Served
from tests.browser.visitor import Profiles, Visitor, Visits
from tests.needs import chromium
from tests.world import ALONE

# Of these switches the last one counts: Playwright's own, and the popup of an address bar that nobody sees. It is a
# page of its own, drawn for each profile, and took longer than the first visit itself.
WITHOUT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All tabs are the program's own: one process draws those of a profile, instead of a new one for each visitor.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    # Elements tell their role and their name: `looks` asks for them.
    "--enable-blink-features=ComputedAccessibilityInfo",
    f"--disable-features={','.join(WITHOUT)}",
]


# Not for the whole session: while Playwright runs, no other test of this process could run an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    program = chromium()
    assert program is not None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def profiles(browser: Browser) -> Profiles:
    """The browser's profiles, which visitors use one after another."""
    return Profiles(browser)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The program with the demo network, at 17:50 on a Monday."""
    served = Served(tmp_path / "var")
    yield served
    served.close()


@pytest.fixture
def visits(profiles: Profiles, served: Served) -> Iterator[Visits]:
    """Make visitors; at the end nobody may have complained, and no CSP report may have come."""
    visits = Visits(profiles, served.address)
    yield visits
    assert visits.close() == []
    assert served.app.web.reports == 0


@pytest.fixture
def visitor(visits: Visits) -> Visitor:
    """A counsellor who is alone in her office, at home, on her phone."""
    return visits().enters(ALONE)
