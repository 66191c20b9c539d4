"""Generated from the tables: no row of one network can point at a row of another, and nothing is ever set to null."""

from __future__ import annotations

import pytest
from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from storage.schema import metadata
from tests.privacy.two import OWNED, Two, foreign_rows, row_of
from tests.world import World

# The tenant itself, and what is known before anybody is: events, guessed codes, when a platform was heard.
WITHOUT_NETWORK = {"networks", "inbox", "guesses", "pulses"}


def test_every_table_but_four_belongs_to_a_network() -> None:
    assert {table.name for table in metadata.sorted_tables if table not in OWNED} == WITHOUT_NETWORK
    assert all(not table.c.network_id.nullable for table in OWNED)
    assert all(table.primary_key.columns.keys()[0] == "network_id" for table in OWNED)


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_every_reference_goes_by_network_and_id(table: Table) -> None:
    for key in table.foreign_key_constraints:
        targets = [f"{element.column.table.name}.{element.column.name}" for element in key.elements]
        if targets == ["networks.id"]:
            assert key.column_keys == ["network_id"]
            continue
        (name,) = {element.column.table.name for element in key.elements}
        assert key.column_keys[0] == "network_id"
        assert targets == [f"{name}.network_id", f"{name}.id"]
    # What would set network_id to null, or delete in silence, is never used.
    assert {key.ondelete for key in table.foreign_key_constraints} <= {None}
    assert table.foreign_key_constraints


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_every_id_of_another_row_of_the_network_is_a_foreign_key(table: Table) -> None:
    loose = {column.name for column in table.columns if column.name.endswith("_id") and not column.foreign_keys} - {
        "user_id",
        "set_id",
    }
    # A notice's subject may be a row of any table; it is looked for among the person's own. What stands in a place is
    # a question or an answer: its kind says which.
    known = {"outbox": {"subject_id"}, "standings": {"subject_id"}}
    # Whose time is taken is a host or an office; to her own reflection on a visit nothing of anybody else's may lead.
    known |= {"visit_cells": {"taker_id"}, "visits": {"word_id"}}
    assert loose == known.get(table.name, set())


def test_no_row_can_point_into_another_network(world: World, two: Two) -> None:
    tried, refused = [], []
    with world.app.stores.database.write() as session:
        for table in OWNED:
            row = row_of(session, table, two.own.network)
            for name, statement in foreign_rows(table, row, two.other.network):
                tried.append(name)
                try:
                    with session.begin_nested():
                        session.execute(statement)
                except IntegrityError as error:
                    refused += [name] if "foreign key" in str(error).lower() else []
    pointing = {
        f"{table.name}.{key.column_keys[-1]}"
        for table in OWNED
        for key in table.foreign_key_constraints
        if len(key.column_keys) == 2
    }
    assert set(tried) == pointing
    assert refused == tried
    assert len(tried) >= 9


def test_the_same_rows_are_taken_in_their_own_network(world: World, two: Two) -> None:
    # So that the refusals above are about the network and nothing else.
    taken = []
    with world.app.stores.database.write() as session:
        for table in OWNED:
            row = row_of(session, table, two.own.network)
            for name, statement in foreign_rows(table, row, two.own.network):
                savepoint = session.begin_nested()
                try:
                    session.execute(statement)
                    taken.append(name)
                except IntegrityError as error:
                    assert "unique" in str(error).lower()
                    taken.append(name)
                savepoint.rollback()
    assert len(taken) >= 9
