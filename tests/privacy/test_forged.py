"""A50: button data that no button of ours has, on every face: the same answer as to an old button, no row changed.

The faces share the verbs between them, the page most of them: it answers many times as fast as a chat. On each of them
all are pressed in the soak.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest

from bot.app import build_house
from bot.bring import bring
from storage import networks, people
from storage.db import Here
from storage.ids import short
from tests.fixtures import SLACK, TELEGRAM, WEB, Place
from tests.privacy.two import FILE, OTHER, STRANGER, Rows, rows_of
from tests.talk import Talk
from tests.world import ALONE, START, World

pytestmark = pytest.mark.slow

STALE = "前の画面のボタンでした。いまの様子はこちらです。"
VERBS = sorted(verb for talk in build_house().conversations for verb in talk.verbs)
# Telegram lets nobody send more than 64 bytes: with the longest verb these still fit.
BAD = [
    "' OR 1=1 --",
    "1;DROP TABLE x",
    "<script>alert(1)",
    "<!channel>",
    "../../etc/passwd",
    "%00",
    "A" * 21,
    "A" * 21 + "B",
    "A" * 23,
    "あいう",
    "-1",
    "None",
    "*",
    "\n",
    "{{id}}",
]
# Each chat has one verb of so many.
CHAT = 10
# What a face itself notes of the messages that it sends.
NOTED = {"shown"}


@pytest.fixture(params=[pytest.param(one, id=one.face) for one in (WEB, TELEGRAM, SLACK)])
def place(request: pytest.FixtureRequest) -> Place:
    """Each face."""
    place: Place = request.param
    return place


@pytest.fixture(params=["shared", pytest.param("all", marks=pytest.mark.soak)])
def verbs(request: pytest.FixtureRequest, place: Place) -> list[str]:
    """The verbs that are pressed on this face."""
    if request.param == "all":
        return VERBS
    chats = {"telegram": VERBS[::CHAT], "slack": VERBS[CHAT // 2 :: CHAT]}
    return chats.get(place.face) or sorted(set(VERBS).difference(*chats.values()))


def rows(world: World, name: str = "") -> Rows:
    """Return all rows of the first network, or of the one of this name."""
    with world.app.stores.database.read() as session:
        network = next(one.id for one in networks.everyone(session) if name in ("", one.name))
    return {table: found for table, found in rows_of(world.app.stores, network).items() if table not in NOTED}


def test_an_id_that_is_none_is_answered_as_an_old_button_whatever_the_verb(
    meets: Callable[[str], Talk], verbs: list[str]
) -> None:
    talk = meets(ALONE).opens()
    talk.enters("ふりかえり").taps("3分（2つの視点）").taps("面談")
    before = rows(talk.world)
    bad = cycle(BAD)
    for verb in (*verbs, *verbs[: len(BAD)]):
        talk.presses(f"{verb}:{next(bad)}")
        assert STALE in talk.text.split("\n"), verb
    assert rows(talk.world) == before
    # And she is where she was.
    talk.taps("よかったところがある")
    assert rows(talk.world) != before


def test_the_ids_of_another_network_change_and_show_nothing_there(
    meets: Callable[[str], Talk], verbs: list[str]
) -> None:
    talk = meets(ALONE).opens()
    stores = talk.world.app.stores
    bring(stores.database, FILE, START)
    with stores.database.read() as session:
        (other,) = [one.id for one in networks.everyone(session) if one.name == OTHER]
        (stranger,) = people.by_name(Here(session, other), STRANGER)
    before = rows(talk.world, OTHER)
    for verb in verbs:
        talk.presses(f"{verb}:{short(stranger.id)}")
        assert STRANGER not in talk.text
    assert rows(talk.world, OTHER) == before
