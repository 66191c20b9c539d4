"""きろく: who did what to whom, newest first, for coordinators only; no flood, a sentence for every word."""

from __future__ import annotations

import ast
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from handlers.record import sentences
from storage import audit, people
from storage.db import Here
from storage.networks import everyone
from tests.bot.wires import at
from tests.chat import Chat
from tests.house.tree import calls, functions, product
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

DOOR, ROOM = "センターの仕事", "設定ときろく"
TITLE = "きろく"
WHAT = "だれがいつ何をしたかだけが残ります。書かれた中身は、ここにはありません。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
CHIEF = "佐藤 はるか"
REFUSED = f"{ALONE}さんが、いまは使えないボタンを押しました（何も変わっていません）"


def does(world: World, did: str, *, by: str | None = CENTRE, whom: str = "", detail: str = "") -> None:
    """Let somebody (None: on the server) have done something."""
    with world.app.stores.database.write() as session:
        here = Here(session, everyone(session)[0].id)
        actor, other = (UUID(world.person(name)) if name else None for name in (by, whom))
        audit.note(here, world.app.stores.keys.digest, actor, did, world.clock.now(), whom=other, detail=detail)


def lines(talk: Talk) -> list[str]:
    """Return the lines of the record that are shown."""
    return [line for line in talk.text.split("\n") if line.startswith("11月")]


def test_a_coordinator_reads_it_newest_first(meets: Callable[[str], Talk]) -> None:
    talk = meets(CENTRE)
    world = talk.world
    at(world, "2026-11-24 14:05")
    does(world, "role.given", whom=CHIEF, detail="chief")
    world.clock.forward(minutes=7)
    does(world, "link.made", by=None, whom=ALONE)
    talk.opens().enters(DOOR).taps(ROOM).taps(TITLE).sees(
        TITLE,
        WHAT,
        f"11月24日（火） 14:12　サーバーの画面から、{ALONE}さんが入るためのリンクを作りました",
        f"11月24日（火） 14:05　{CENTRE}さんが、{CHIEF}さんを主任にしました",
    )
    assert len(lines(talk)) == 2
    talk.taps("センターの仕事へ").sees(f"［{ROOM}］")


def test_when_nothing_was_done_it_says_so(meets: Callable[[str], Talk]) -> None:
    meets(CENTRE).opens().enters(DOOR).taps(ROOM).taps(TITLE).sees("まだ何も残っていません。")


def test_of_a_long_record_eight_lines_are_shown_at_a_time(meets: Callable[[str], Talk]) -> None:
    talk = meets(CENTRE)
    at(talk.world, "2026-11-24 09:00")
    for _ in range(19):
        talk.world.clock.forward(minutes=1)
        does(talk.world, "set.added")
    talk.opens().enters(DOOR).taps(ROOM).taps(TITLE)
    pages = [lines(talk)[-8:]]
    while "この前のきろく" in talk.buttons:
        talk.taps("この前のきろく")
        pages.append(lines(talk))
    times = [line.split("　")[0].split()[1] for page in pages for line in page]
    assert [len(page) for page in pages] == [8, 8, 3]
    assert times == [f"09:{minute:02}" for minute in range(19, 0, -1)]


def test_nobody_else_reads_it_and_their_pressing_stands_in_it(meets: Callable[[str], Talk]) -> None:
    talk = meets(ALONE)
    at(talk.world, "2026-11-24 14:05")
    talk.opens()
    for _ in range(9):
        talk.presses("record:").sees(STALE)
    assert TITLE not in talk.everything
    talk.world.clock.forward(days=1)
    talk.presses("record:").sees(STALE)
    coordinator = meets(CENTRE).opens().enters(DOOR).taps(ROOM).taps(TITLE)
    assert lines(coordinator) == [
        f"11月25日（水） 14:05　{REFUSED}",
        f"11月24日（火） 14:05　{REFUSED.replace('押し', '何度か押し')}",
    ]
    assert count(talk.world) == audit.MOST_REFUSED + 1


def count(world: World) -> int:
    """Return how many entries the record has."""
    with world.app.stores.database.read() as session:
        return int(session.execute(text("SELECT count(*) FROM audit")).scalar_one())


@pytest.fixture
def desk(chat_as: Callable[[str], Chat], world: World) -> Chat:
    """The coordinator's chat, on a Tuesday at ten."""
    at(world, "2026-11-24 10:00")
    return chat_as(CENTRE)


def test_presses_of_two_people_or_with_something_between_them_are_lines_of_their_own(desk: Chat) -> None:
    for by in (ALONE, ALONE, CHIEF, ALONE):
        does(desk.world, "refused", by=by)
    does(desk.world, "set.added")
    does(desk.world, "refused", by=ALONE)
    desk.taps(DOOR).taps(ROOM).taps(TITLE)
    assert [line.split("　")[1].split("さん")[0] for line in lines(desk)] == [ALONE, CENTRE, ALONE, CHIEF, ALONE]


def test_who_has_left_is_named_no_more(desk: Chat) -> None:
    world = desk.world
    does(world, "role.given", by=ALONE, whom=CHIEF, detail="chief")
    does(world, "role.taken", whom=ALONE, detail="coordinator")
    with world.app.stores.database.write() as session:
        here = Here(session, everyone(session)[0].id)
        for name in (ALONE, CHIEF):
            for person in people.by_name(here, name):
                person.name, person.left_at = "", world.clock.now()
    desk.taps(DOOR).taps(ROOM).taps(TITLE)
    assert [line.split("　")[1] for line in lines(desk)] == [
        f"{CENTRE}さんが、もういない方の役割（調整役）を外しました",
        "もういない方が、もういない方を主任にしました",
    ]


@pytest.mark.parametrize("id", ["", "A" * 22, "AZ_0dnoAcACAAAAAAAAAAQ", "' OR 1=1 --"])
def test_before_what_is_not_there_there_is_nothing(desk: Chat, id: str) -> None:
    desk.presses(f"record.older:{id}").sees(STALE)


def test_who_is_no_coordinator_any_more_reads_no_further(desk: Chat) -> None:
    for _ in range(9):
        does(desk.world, "set.added")
    desk.taps(DOOR).taps(ROOM).taps(TITLE)
    with desk.world.app.stores.database.write() as session:
        people.set_roles(Here(session, everyone(session)[0].id), UUID(desk.user), ["centre"])
    desk.taps("この前のきろく").sees(STALE)
    assert lines(desk) == []


# Where the word itself is handed on, and the preview, which writes all there are.
HAND_ON = {"handlers/kit/turn.py", "storage/audit.py", "bot/steps/record.py"}
NAMED = {"SHORTER": audit.SHORTER, "REFUSED": audit.REFUSED}


def noted() -> tuple[set[str], set[str]]:
    """Return every code word that the program writes in the record, and where one is written that is not to be read."""
    words: set[str] = set()
    unread: set[str] = set()
    for module in product():
        if module.path not in HAND_ON:
            found, lost = noted_in(module.tree)
            words |= found
            unread |= {f"{module.path}:{line}" for line in lost}
    return words, unread


def noted_in(tree: ast.Module) -> tuple[set[str], set[int]]:
    """Return the code words that a module writes, and the lines where one is handed on that is not to be read."""
    words: set[str] = set()
    unread: set[int] = set()
    for function in functions(tree):
        for word in [word for call in ast.walk(function) if (word := word_of(call))]:
            for given in handed(tree, function, word):
                found = constants(given)
                words |= found
                unread |= set() if found else {given.lineno}
    return words, unread


def handed(tree: ast.Module, function: ast.FunctionDef | ast.AsyncFunctionDef, word: ast.expr) -> list[ast.expr]:
    """Return the expression itself, or all that this function is given for it in its module, however far away."""
    names = [one.arg for one in function.args.args]
    if not isinstance(word, ast.Name) or word.id not in names:
        return [word]
    place = names.index(word.id)
    return [
        given
        for other in functions(tree)
        for name, call in calls(other)
        if name == function.name and other is not function
        for given in handed(tree, other, call.args[place])
    ]


def constants(expression: ast.expr) -> set[str]:
    """Return the code words that stand in an expression."""
    nodes = list(ast.walk(expression))
    plain = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    return plain | {NAMED[node.attr] for node in nodes if isinstance(node, ast.Attribute) and node.attr in NAMED}


def word_of(call: ast.AST) -> ast.expr | None:
    """Return the code word of a call of turn.note or audit.note."""
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "note"):
        return None
    match call.func.value:
        case ast.Name("turn") | ast.Attribute(attr="turn"):
            return call.args[0]
        case ast.Name("audit"):
            return call.args[3]
    return None


def test_every_code_word_has_a_sentence() -> None:
    words, unread = noted()
    assert unread == set()
    assert words - set(sentences.SAYS) == set()
    assert {audit.SHORTER, "person.paused", "role.taken"} <= words
    assert all(len(word) <= 40 for word in sentences.SAYS)


def test_the_search_finds_a_word_that_is_chosen() -> None:
    tree = ast.parse(
        "turn.note('a' if x else 'b', whom)\naudit.note(h, d, None, 'c', now)\nshown.note(h, p)\nnote('d')"
    )
    found = [word for node in ast.walk(tree) if (word := word_of(node))]
    assert sorted(ast.unparse(word) for word in found) == ["'a' if x else 'b'", "'c'"]


def test_the_search_follows_a_word_that_is_handed_on() -> None:
    tree = ast.parse(
        "def a(turn):\n    b(turn, 'a')\n    c(turn, 'b')\n"
        "def b(turn, did):\n    c(turn, did)\n"
        "def c(turn, did):\n    turn.note(did)\n"
        "def d(turn, row):\n    c(turn, row.did)\n"
    )
    assert noted_in(tree) == ({"a", "b"}, {9})


def test_a_word_of_a_newer_program_does_not_break_the_page(desk: Chat) -> None:
    does(desk.world, "later.word")
    does(desk.world, "network.changed", detail="later.thing")
    does(desk.world, "role.given", whom=CHIEF, detail="later")
    desk.taps(DOOR).taps(ROOM).taps(TITLE)
    assert [line.split("　")[1] for line in lines(desk)] == [
        f"{CENTRE}さんが、{CHIEF}さんを別の役割にしました",
        f"{CENTRE}さんが、ネットワークの設定を変えました",
        f"{CENTRE}さんが、ここにまだ言葉のないことをしました",
    ]
