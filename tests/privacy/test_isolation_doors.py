"""Every entry point with somebody else's ids: nothing is read, nothing is changed, and the answer tells nothing.

Pressed by a person of another network and by another person of the same one: every verb of the house with every id
that stands in the owner's rows, every button of a draft, and her page sent in. All verbs meet all ids in the soak.
Otherwise each verb that is open to whom it does not concern, of the conversations that are about what she has written,
meets an id of each such thing, and a coordinator's two of them in turn; the other verbs meet one of these in turn, and
a stranger's one of all ids in turn.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.app import build_house
from handlers.kit.turn import Traits
from storage import accounts, people
from storage.db import EVERYWHERE, Here
from storage.drafts import drafts
from storage.ids import short, uuid7
from tests.chat import TOGETHER, Chat
from tests.privacy.two import SECRETS, Two, ids_of, rows_of
from tests.spread import BACKENDS, spread
from tests.world import ALONE, CENTRE, World, settings_for

pytestmark = pytest.mark.slow

STALE = "前の画面のボタンでした。いまの様子はこちらです。"
CHIEF = "佐藤 はるか"
THINGS = ("drafts.id", "reflections.id", "reflection_lines.id", "outbox.id", "shares.id", "share_readers.id")
ON_DRAFTS = ["pick.good", "pick.interview", "pick.week", "skip", "back", "leave", "drop", "resume", "send"]
ON_DRAFTS += ["mend.0", "mend.5"]
CONVERSATIONS = build_house().conversations
VERBS = sorted(verb for talk in CONVERSATIONS for verb in talk.verbs)
# The conversations whose verbs take a draft, a reflection, a share or a notice.
ABOUT_THINGS = ("reflection", "sharing", "gathering", "record", "mydata", "friday", "nudge", "desk", "reach")
ONLY = {verb for talk in CONVERSATIONS if talk.only for verb in talk.verbs}
# What changes when the same button is pressed twice: the ids and versions of one's own draft, one's own code.
_PASSING = re.compile(r"[\w-]{22}(:\d+)?|\"version\": \d+|\b\d{3} \d{3}\b")


# In this order, so that she who tries least, a coordinator, is the one on PostgreSQL.
INTRUDERS = ["another network", "a coordinator", "another person"]
EACH_INTRUDER = pytest.mark.parametrize(("intruder", "backend"), spread(INTRUDERS, BACKENDS), indirect=True)


@pytest.fixture(params=INTRUDERS)
def intruder(request: pytest.FixtureRequest, world: World, two: Two) -> Chat:
    """The chat of somebody whom it does not concern."""
    names = {"another person": CHIEF, "a coordinator": CENTRE}
    other = world.person(names[request.param]) if request.param in names else two.stranger
    chat = Chat(world, other).opens()
    # What home costs is half of an answer: here it is looked at when all is done.
    chat.traits = Traits(together=True, home=False)
    return chat


def answer(chat: Chat, act: dict[str, Any]) -> str:
    """Do something and return everything that is shown, without one's own ids."""
    chat.sends(act)
    for card in chat.shown["cards"]:
        # One's own data differs from minute to minute; nobody else's is ever in it.
        if "file" in card:
            data = b64decode(card["file"].pop("data")).decode("utf-8", "replace")
            assert [secret for secret in SECRETS if secret in data] == []
    return _PASSING.sub("", json.dumps(chat.shown, ensure_ascii=False))


def owners_ids(world: World, two: Two) -> list[UUID]:
    """Return every id that stands in the owner's network's rows."""
    return sorted({id for column in ids_of(world.app.stores, two.own.network).values() for id in column})


def owners_things(world: World, two: Two) -> list[UUID]:
    """Return the ids of what the owner has written."""
    columns = ids_of(world.app.stores, two.own.network)
    return [id for name in THINGS for id in columns[name]]


def owners(world: World, two: Two) -> dict[str, list[tuple[Any, ...]]]:
    """Return the owner's rows in every table that has a person."""
    rows = rows_of(world.app.stores, two.own.network)
    return {name: [row for row in found if two.own.person in row] for name, found in rows.items()}


@EACH_INTRUDER
def test_a_verb_with_the_id_of_somebody_elses_row_does_what_it_does_with_none(
    world: World, two: Two, intruder: Chat
) -> None:
    columns = ids_of(world.app.stores, two.own.network)
    hers = cycle(columns[name][-1] for name in THINGS)
    others = cycle(owners_ids(world, two)) if intruder.user == two.stranger else hers
    most = 2 if intruder.user == world.person(CENTRE) else len(THINGS)
    closed = closed_to(world, intruder)

    def ids(verb: str) -> list[UUID]:
        about = verb.partition(".")[0] in ABOUT_THINGS and verb not in closed
        return [*islice(hers, most if about else 0), *islice(others, int(not about or others is not hers))]

    assert set(ABOUT_THINGS) <= {verb.partition(".")[0] for verb in VERBS}
    press_all(world, two, intruder, ids)


@pytest.mark.soak
def test_every_verb_with_every_id_of_somebody_elses_rows(world: World, two: Two, intruder: Chat) -> None:
    ids = owners_ids(world, two) if intruder.user == two.stranger else owners_things(world, two)
    press_all(world, two, intruder, lambda _: ids)


def forgets(world: World, chat: Chat) -> None:
    """Take away what somebody has begun: each answer that shows home would read all of it again."""
    with world.app.stores.database.write() as session:
        session.execute(delete(drafts).where(drafts.c.person_id == UUID(chat.user)).execution_options(**EVERYWHERE))


def closed_to(world: World, chat: Chat) -> set[str]:
    """Return the verbs that are only for roles that somebody has not."""
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "web", chat.user)
        assert who is not None
        roles = set(people.roles_of(Here(session, who.network.id), who.person.id))
    return ONLY - {
        verb for talk in CONVERSATIONS if not (talk.only and talk.only.isdisjoint(roles)) for verb in talk.verbs
    }


def with_none(chat: Chat, verb: str) -> str:
    """Return what comes of a verb with an id that nothing has."""
    nothing = {"tap": f"{verb}:{short(uuid7())}"}
    shown = answer(chat, nothing)
    if STALE not in shown:
        # What has begun something is another the second time.
        shown = answer(chat, nothing)
    assert [secret for secret in SECRETS if secret in shown] == []
    return shown


def press_all(world: World, two: Two, intruder: Chat, ids: Callable[[str], list[UUID]]) -> None:
    """Press every verb with these ids, asked for anew each time: nothing comes of it but what comes of no id at all."""
    before = owners(world, two)
    hers = [short(id) for id in owners_things(world, two)]
    # What a coordinator may do to a colleague is told in the tests of her desk.
    is_coordinator = intruder.user == world.person(CENTRE)
    closed, of_nothing = closed_to(world, intruder), dict[str, str]()
    for verb in [verb for verb in VERBS if not (is_coordinator and verb in ONLY)]:
        # What is only for others is refused alike, whichever verb of a conversation it is.
        alike = f"{verb.partition('.')[0]}.*" if verb in closed else verb
        if alike not in of_nothing:
            of_nothing[alike] = with_none(intruder, verb)
        expected = of_nothing[alike]
        for id in ids(verb):
            assert answer(intruder, {"tap": f"{verb}:{short(id)}"}) == expected, (verb, id)
            assert short(id) not in json.dumps(intruder.shown)
        if STALE not in expected:
            forgets(world, intruder)
    assert owners(world, two) == before
    intruder.traits = TOGETHER
    home = json.dumps(intruder.opens().shown, ensure_ascii=False)
    assert [told for told in (*SECRETS, *hers) if told in home] == []
    assert len(VERBS) >= 16


@EACH_INTRUDER
def test_every_button_of_somebody_elses_draft_is_a_button_that_is_gone(world: World, two: Two, intruder: Chat) -> None:
    before = owners(world, two)
    expected = answer(intruder, {"tap": f"skip:{short(uuid7())}:1"})
    assert STALE in expected
    hers = owners_things(world, two)
    hers_drafts = ids_of(world.app.stores, two.own.network)["drafts.id"]
    versions = cycle((1, 3, 4))
    for verb in ON_DRAFTS:
        for id in hers:
            # A version is one of a draft: what is none meets them in turn.
            for version in (1, 3, 4) if id in hers_drafts else (next(versions),):
                assert answer(intruder, {"tap": f"{verb}:{short(id)}:{version}"}) == expected, (verb, id)
    assert owners(world, two) == before
    # Two drafts, a reflection with two lines, two notices and the letter that brought one; three shares and a reader.
    assert len(hers) == 13


@EACH_INTRUDER
def test_somebody_elses_page_is_not_taken(world: World, two: Two, intruder: Chat) -> None:
    owner = Chat(world, world.person(ALONE)).opens()
    page = owner.page
    assert page is not None
    before = owners(world, two)
    name = page["fields"][0]["name"]
    nothing = {"draft": short(uuid7()), "version": page["version"], "answers": {name: "x"}}
    expected = answer(intruder, nothing)
    assert STALE in expected
    texts: tuple[str | None, ...] = ("よその一行", "good", "やめる", "戻る", "", None)
    things = (page["draft"], *map(short, owners_things(world, two)))
    for text, draft in product(texts, things):
        act = {"draft": draft, "version": page["version"], "answers": {name: text}}
        assert answer(intruder, act) == expected, text
    assert owners(world, two) == before
    owner.opens().taps("よかったところがある")
    assert owner.page is not None
    assert owner.page["version"] == page["version"] + 1


def test_the_owner_herself_can_do_all_this(world: World, two: Two) -> None:
    # So that the silence above says something.
    owner = Chat(world, world.person(ALONE)).opens()
    page = owner.page
    assert page is not None
    (kept,) = ids_of(world.app.stores, two.own.network)["reflections.id"]
    assert SECRETS[0] in answer(owner, {"tap": f"reflection.read:{short(kept)}"})
    assert STALE not in answer(owner, {"tap": f"resume:{page['draft']}"})
    assert STALE not in answer(owner, {"tap": f"back:{page['draft']}:{page['version']}"})
    answer(owner, {"tap": f"reflection.erase:{short(kept)}"})
    assert ids_of(world.app.stores, two.own.network)["reflections.id"] == []


def test_the_same_name_in_another_network_is_another_person(world: World, two: Two) -> None:
    namesakes = [row[1] for row in rows_of(world.app.stores, two.other.network)["people"] if row[1] != two.other.person]
    (namesake,) = namesakes
    chat = Chat(world, str(namesake)).opens()
    chat.taps("これまでのふりかえり").sees("まだありません。3分ではじめられます。")
    assert [secret for secret in SECRETS if secret in json.dumps(chat.shown, ensure_ascii=False)] == []
    chat.opens().taps("人に話す").sees("べつの区のセンター：03-0000-0009（平日）")
    assert "みほん区" not in json.dumps(chat.shown, ensure_ascii=False)


def test_notices_go_to_their_owner_only(world: World, two: Two, intruder: Chat) -> None:
    def told(user: str) -> list[str]:
        traits = intruder.traits
        since = world.clock.now().replace(year=2000)
        return [one.id for one in world.run(world.app.runtime.told_since("web", user, traits, since))]

    assert len(told(world.person(ALONE))) == 1
    assert told(intruder.user) == []


FORGED = [
    "",
    ":",
    "::",
    ":::",
    "reflection.read",
    "reflection.read:",
    "reflection.read::1",
    "reflection.read:AAAAAAAAAAAAAAAAAAAAA",
    "reflection.read:AAAAAAAAAAAAAAAAAAAAAB",
    "reflection.read:AAAAAAAAAAAAAAAAAAAAAAA",
    "reflection.read:" + "あ" * 10,
    "reflection.read:' OR 1=1 --",
    "reflection.read:\x00",
    "reflection.read:%s",
    "reflection.erase:*",
    "reflection.delete:../../etc",
    "resume:",
    "resume:AAAAAAAAAAAAAAAAAAAAAA",
    "send:AAAAAAAAAAAAAAAAAAAAAA:1",
    "pick:AAAAAAAAAAAAAAAAAAAAAA:1",
    "mend.99999999999:AAAAAAAAAAAAAAAAAAAAAA:1",
    "skip:AAAAAAAAAAAAAAAAAAAAAA:-1",
    "skip:AAAAAAAAAAAAAAAAAAAAAA:１",
    "skip:AAAAAAAAAAAAAAAAAAAAAA:1e3",
    "skip:AAAAAAAAAAAAAAAAAAAAAA:99999999999999999999",
    "nobody.knows:AAAAAAAAAAAAAAAAAAAAAA",
    "__class__:AAAAAAAAAAAAAAAAAAAAAA",
    "A" * 10_000,
    "\ud800",
    "🌊" * 30,
]


@contextmanager
def amid(folder: Path) -> Iterator[Chat]:
    """Give the chat of a world for many examples, in the middle of a reflection."""
    world = World(settings_for(folder / "var", "sqlite"))
    yield Chat(world, world.person(ALONE)).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    world.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """A chat in which nothing that is pressed changes anything, so that every case finds it as it began."""
    with amid(tmp_path_factory.mktemp("undisturbed")) as chat:
        yield chat


@pytest.mark.parametrize("data", FORGED)
def test_a_forged_button_is_a_button_that_is_gone(undisturbed: Chat, data: str) -> None:
    page = undisturbed.page
    assert page is not None
    assert STALE in answer(undisturbed, {"tap": data})
    assert undisturbed.page == page


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """A chat in which anything may be pressed."""
    with amid(tmp_path_factory.mktemp("lasting")) as chat:
        yield chat


pieces = st.sampled_from([*ON_DRAFTS, *VERBS, "", "home", "x"]) | st.text(max_size=20)
ids = st.sampled_from([short(uuid7()), "", "A" * 22]) | st.text(max_size=24)
tails = st.sampled_from(["", ":", ":1", ":0", ":-1", ":01", ":1:1"]) | st.text(max_size=6)


@settings(max_examples=150)
@given(verb=pieces, id=ids, tail=tails)
def test_no_button_data_whatever_breaks_anything(lasting: Chat, verb: str, id: str, tail: str) -> None:
    bug = "うまくいきませんでした。"
    shown = answer(lasting, {"tap": f"{verb}:{id}{tail}"})
    assert bug not in shown
