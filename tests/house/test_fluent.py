"""Every message exists, is used, and is given exactly what it wants: Fluent itself would say nothing about it."""

from __future__ import annotations

import ast
from pathlib import Path

from bot.faces.web.pages import chat_page, door_page
from messages.words import msg, words_of
from tests.house.catalogue import FOLDER, catalogue, messages_in, named, said
from tests.house.tree import product


def test_every_line_of_every_file_is_understood() -> None:
    assert catalogue().junk == []
    assert len(catalogue().messages) > 100


def test_no_message_and_no_term_stands_twice() -> None:
    every = catalogue().messages | catalogue().terms
    twice = {id: [entry.file for entry in entries] for id, entries in every.items() if len(entries) > 1}
    assert twice == {}


def test_every_message_that_is_named_exists() -> None:
    missing = [f"{use.where}: {use.id}" for use in (*said(), *named()) if use.id not in catalogue().messages]
    assert missing == []


def test_every_message_is_used() -> None:
    used = {use.id for use in (*said(), *named())}
    within = {other for entries in catalogue().messages.values() for entry in entries for other in entry.messages}
    assert sorted(set(catalogue().messages) - used - within) == []


def test_every_message_is_given_exactly_what_it_wants() -> None:
    wrong = [
        f"{use.where}: {use.id} gets {sorted(use.params)}, wants {sorted(catalogue().variables(use.id))}"
        for use in said()
        if use.params is not None and use.params != catalogue().variables(use.id)
    ]
    assert wrong == []


def test_what_is_only_named_wants_nothing() -> None:
    assert [f"{use.where}: {use.id}" for use in named() if catalogue().variables(use.id)] == []


def test_every_term_that_is_used_exists_and_every_term_is_used() -> None:
    everything = [*catalogue().messages.values(), *catalogue().terms.values()]
    used = {term for entries in everything for entry in entries for term in entry.terms}
    assert used == set(catalogue().terms)
    assert {entry.file for entries in catalogue().terms.values() for entry in entries} == {"terms.ftl"}


# Where the word is no name of what a ward may call otherwise: a way of meeting, and what people type.
NO_NAME = {"visit-way-visit", "network-menu-visit", "visits-word", "visits-word-mine"}


def test_a_visit_is_called_by_its_term() -> None:
    # Another word for it is then said everywhere.
    assert {id for id, entries in catalogue().messages.items() if "訪問" in entries[0].text} == NO_NAME


def test_few_places_name_a_message_by_a_variable() -> None:
    # Their ids are plain strings elsewhere, which named() finds.
    places = {
        module.path
        for module in product()
        for call in messages_in(module)
        if not isinstance(call.args[0], ast.Constant)
    }
    assert places == {
        "bot/faces/web/guard.py",
        "bot/faces/web/pages.py",
        "bot/preview.py",
        "handlers/kit/called.py",
        "messages/words.py",
    }


def test_every_message_of_the_catalogue_can_be_said() -> None:
    words = words_of()
    for id in catalogue().messages:
        assert words.say(msg(id, **dict.fromkeys(catalogue().variables(id), "x"))).strip()


def test_the_pages_leave_no_slot_open() -> None:
    pages = [chat_page(words_of(), [], "", "x"), door_page(words_of(), msg("web-closed-title"), msg("web-closed"))]
    assert [page for page in pages if "{{" in page] == []


def test_the_checks_find_what_fluent_would_pass_over(tmp_path: Path) -> None:
    (tmp_path / "a.ftl").write_text("one = { $x } { two }\ntwo = { $y ->\n   *[a] { -well }\n }\ntwo = b\nnot a line\n")
    found = catalogue(tmp_path)
    assert found.junk == ["a.ftl: not a line\n"]
    assert len(found.messages["two"]) == 2
    assert found.variables("one") == {"x", "y"}
    assert found.messages["two"][0].terms == {"well"}
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        {e[0].file for e in catalogue().messages.values()} | {"terms.ftl"}
    )
