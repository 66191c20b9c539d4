"""Personal links from the command line: found by name, however it is typed, and never for the wrong person."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.bring import bring, read_file
from bot.links import make_link
from messages.words import Msg, words_of
from storage import signins
from storage.accounts import who
from tests.bot.trouble import rows
from tests.world import ALONE, START, World

TWINS = """
invented = true
[network]
name = "みほん区"
[[offices]]
name = "相談室 みなも"
[[offices]]
name = "相談室 こかげ"
[[people]]
name = "加藤 みのり"
office = "相談室 こかげ"
"""


def links(world: World) -> int:
    """Return how many links there are."""
    return len(rows(world, "SELECT id FROM sign_ins WHERE kind = 'link'"))


def owner(world: World, token: str) -> tuple[str, str]:
    """Use a link and return whose it was: name and office."""
    with world.app.stores.database.write() as session:
        query = "SELECT expires_at FROM sign_ins WHERE kind = 'link'"
        assert len(session.execute(text(query)).all()) == 1
        found = signins.use_link(session, token, START.replace(year=2000))
        assert found is not None
        user = session.execute(text("SELECT id, user_id FROM accounts")).all()
        ids = {str(id).replace("-", ""): user_id for id, user_id in user}
        whose = who(session, "web", ids[found.account_id.hex])
        assert whose is not None and whose.office is not None
        return whose.person.name, whose.office.name


@pytest.mark.parametrize("name", ["加藤 みのり", "加藤みのり", "加藤　みのり", " 加 藤 みのり ", "加藤\tみのり"])
def test_a_name_is_found_with_and_without_its_space(world: World, name: str) -> None:
    token = make_link(world.app.stores.database, name)
    assert isinstance(token, str)
    assert (len(token), links(world)) == (43, 1)
    assert owner(world, token) == (ALONE, "相談室 みなも")


@pytest.mark.parametrize("name", ["加藤", "みのり", "加藤 みのる", "加藤 みのり%", "'; --", "\0", "\udc80"])
def test_a_name_that_nobody_has_makes_no_link(world: World, name: str) -> None:
    said = make_link(world.app.stores.database, name)
    assert isinstance(said, Msg)
    assert words_of().say(said) == f"{name}さんは見つかりませんでした。名前を確かめて、もう一度お願いします。"
    assert links(world) == 0


@pytest.mark.parametrize("name", ["", " ", "　"])
def test_without_a_name_it_says_what_to_do(world: World, name: str) -> None:
    said = make_link(world.app.stores.database, name)
    assert isinstance(said, Msg)
    assert words_of().say(said) == (
        "どなたのリンクを作りますか。お名前を付けて、もう一度お願いします（例： idobata link '田中 みほ'）。"
    )
    assert links(world) == 0


def test_two_of_the_same_name_are_asked_for_by_their_offices(world: World, tmp_path: Path) -> None:
    path = tmp_path / "twins.toml"
    path.write_text(TWINS, encoding="utf-8")
    database = world.app.stores.database
    bring(database, read_file(path), START)
    said = make_link(database, "加藤みのり")
    assert isinstance(said, Msg)
    assert words_of().say(said) == (
        "加藤みのりさんが何人かいます。--office で事業所を付けてください： 相談室 みなも / 相談室 こかげ"
    )
    nowhere = make_link(database, ALONE, "相談室 ゆうやけ")
    assert isinstance(nowhere, Msg)
    assert links(world) == 0
    token = make_link(database, ALONE, "相談室　こかげ")
    assert isinstance(token, str)
    assert owner(world, token) == (ALONE, "相談室 こかげ")


def test_a_link_makes_the_account_that_was_not_there(world: World) -> None:
    with world.app.stores.database.write() as session:
        session.execute(text("DELETE FROM accounts"))
    token = make_link(world.app.stores.database, ALONE)
    assert isinstance(token, str)
    assert owner(world, token) == (ALONE, "相談室 みなも")
    assert rows(world, "SELECT count(*) FROM accounts") == [(1,)]


def test_a_second_link_does_not_spoil_the_first(world: World) -> None:
    tokens = [make_link(world.app.stores.database, ALONE) for _ in range(2)]
    assert (len(set(map(str, tokens))), links(world)) == (2, 2)
