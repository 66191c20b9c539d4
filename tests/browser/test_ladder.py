"""これまでの道 at the page: the list, the picture on a phone by night and by day, and the roles that one ticks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from handlers.ladder.drawing import SMALL, WIDTH
from messages.courses import INITIAL, RENEWAL
from storage import careers, completions, networks, people
from storage.db import Here
from tests.browser.looks import flaws
from tests.browser.served import Served
from tests.browser.visitor import SCREENS, SIZES, Visits, shoot
from tests.world import ALONE

pytestmark = pytest.mark.browser

SAYS = (
    "令和元年10月15日（火）　相談支援の仕事をはじめました。"
    "令和2年9月20日（日）　初任者研修を修了しました。"
    "令和5年9月20日（水）　現任研修を修了しました（令和3〜7年度の1回）。"
    "令和8年9月20日（日）　"
)
WIDE_ON_SCREEN = "(image) => image.getBoundingClientRect().width"
BOX = "(image) => [image.getBoundingClientRect().left, innerWidth - image.getBoundingClientRect().right]"


@pytest.fixture
def known(served: Served) -> None:
    """Let it be known what she has done."""
    with served.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        id, now = people.by_name(here, ALONE)[0].id, served.clock.now()
        careers.made(here, id).practice_on = date(2019, 10, 15)
        for course, day in ((INITIAL, date(2020, 9, 20)), (RENEWAL, date(2023, 9, 20))):
            completions.add(here, id, course, day, "day", id, now)


@pytest.mark.parametrize(("size", "light"), SCREENS)
def test_the_picture_is_read_at_any_width(known: None, visits: Visits, size: str, light: str) -> None:
    visitor = (
        visits(SIZES[size], dark=light == "dark")
        .enters(ALONE)
        .says("これまでの道")
        .sees("期限や条件を決めるのは、都道府県の要項です。")
    )
    assert flaws(visitor.page) == []
    shoot(visitor, f"way-{size}-{light}")
    visitor.taps("絵で見る").sees("同じことが、ことばの一覧でも読めます。")
    image = visitor.page.locator("#log > .card").last.get_by_role("img")
    expect(image).to_be_visible()
    assert image.evaluate("node => node.decode().then(() => node.naturalWidth)") == WIDTH
    edges: Any = image.evaluate(BOX)
    assert min(edges) >= 0
    assert (image.get_attribute("alt") or "").startswith(SAYS.rpartition("令和8年")[0])
    # The smallest letters of it, in pixels of the screen.
    letters: float = image.evaluate(WIDE_ON_SCREEN) * SMALL / WIDTH
    assert letters >= (8.5 if size == "small" else 11)
    shoot(visitor, f"ladder-{size}-{light}")
    assert flaws(visitor.page) == []
    visitor.page.get_by_text("ことばで読む").press("Enter")
    assert flaws(visitor.page) == []


def test_roles_are_ticked_on_a_phone(known: None, visits: Visits) -> None:
    visitor = visits().enters(ALONE).says("これまでの道").taps("役割を見る").sees("ベテラン（8年目〜）")
    assert flaws(visitor.page) == []
    shoot(visitor, "roles")
    visitor.page.get_by_role("button", name="2は、している").last.click()
    visitor.sees("2のしるしを外す")
    assert flaws(visitor.page) == []
