"""Where offices are: written by coordinators, changed and taken out, and nobody else's to press."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage import networks, offices
from storage.db import Here
from tests.bot.trouble import rows
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

TalkAs = Callable[[str], Talk]
OFFICE = "相談室 みなも"
WRITTEN = "書きました。"


def place(talk: Talk) -> tuple[str, str, str]:
    """Return what is kept of where the office is."""
    with talk.world.app.stores.database.read() as session:
        office = offices.by_name(Here(session, networks.ids(session)[0]), OFFICE)
        assert office
        return office.address, office.tel, office.parking


@pytest.fixture
def desk(talk_as: TalkAs) -> Talk:
    """The office's card, as a coordinator sees it."""
    return talk_as(CENTRE).presses("roster.offices:").sees("相談室 みなも：みほん区みなも町0丁目5番").taps(OFFICE)


def test_each_part_is_written_by_itself(desk: Talk) -> None:
    desk.taps("住所を書く").sees("いまは「みほん区みなも町0丁目5番」です。")
    desk.says("みほん区みなも町0丁目6番　3階").sees(WRITTEN, "住所：みほん区みなも町0丁目6番 3階")
    desk.taps("電話番号を書く").says("でんわ")
    desk.sees("電話番号は、「03-0000-0001」のように、数字とハイフンで書いてください。")
    desk.says("０３－００００－００１５").sees("電話：03-0000-0015")
    desk.taps("駐車場のことを書く").taps("書かない").sees("駐車場：まだ書かれていません")
    assert place(desk) == ("みほん区みなも町0丁目6番 3階", "03-0000-0015", "")
    assert rows(desk.world, "SELECT did, detail FROM audit WHERE did LIKE 'office%'") == [("office.changed", "")] * 3


def test_what_is_too_long_is_told_by_how_much(desk: Talk) -> None:
    desk.taps("駐車場のことを書く").says("あ" * 101)
    desk.sees("100字までです（いま101字）。短くして、もう一度送ってください。書いた文はそのまま残っています。")
    assert place(desk)[2] == "となりの空き地に1台"


def test_the_room_of_people_leads_there_and_an_old_button_says_so(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE).presses("desk.people:").taps("事業所の場所と電話")
    talk.sees("決まった訪問の画面で、うかがう方と、その事業所の方に見えます。")
    talk.presses("roster.office:AAAAAAAAAAAAAAAAAAAAAA").sees(STALE)


def test_nobody_else_can(talk_as: TalkAs) -> None:
    talk_as(ALONE).presses("roster.offices:").sees(STALE)
