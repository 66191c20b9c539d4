"""The PostgreSQL server that the tests start by themselves."""

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.postgres import Server, server
from tests.postgres_pool import pool

pytestmark = pytest.mark.postgres


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run one statement in a connection of its own, and return its rows."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        result = connection.execute(sa.text(statement))
        return [tuple(row) for row in result] if result.returns_rows else []


def fill(url: str) -> None:
    """Make the template's one table."""
    run(url, "CREATE TABLE well (said text NOT NULL)")
    run(url, "INSERT INTO well VALUES ('井戸')")


@pytest.fixture(params=range(4))
def copy() -> Iterator[str]:
    """Yield the address of a copy of the template that all workers share; several, so that workers meet."""
    postgres: Server = server()
    name = f"copy_{uuid.uuid4().hex}"
    yield postgres.create(name, postgres.template("well", fill))
    postgres.drop(name)


def test_a_database_made_from_a_template_can_be_written_to(copy: str) -> None:
    """Every copy begins with the template's rows and keeps its own."""
    run(copy, "INSERT INTO well VALUES ('端')")
    assert run(copy, "SELECT said FROM well ORDER BY said") == [("井戸",), ("端",)]


def test_it_speaks_utf8_and_listens_on_no_port() -> None:
    """Japanese sorts alike everywhere, and nobody else's network is touched."""
    url = server().url("postgres")
    assert run(url, "SHOW server_encoding") == [("UTF8",)]
    assert run(url, "SHOW listen_addresses") == [("",)]


def test_a_dropped_database_is_gone_though_somebody_is_connected() -> None:
    """A test that failed half-way leaves connections behind."""
    name = f"gone_{uuid.uuid4().hex}"
    engine = sa.create_engine(server().create(name))
    with engine.connect():
        server().drop(name)
        assert run(server().url("postgres"), f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == []
    engine.dispose()


def test_a_leased_database_is_used_again_though_the_server_has_ended_its_connections() -> None:
    """A test may have the server end every connection to a database; the next one knows nothing of it."""
    template = server().template("well", fill)
    others = "pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(2):
        url = pool().lease(template)
        assert run(url, "SELECT said FROM well") == [("井戸",)]
        run(url, "INSERT INTO well VALUES ('端')")
        run(url, f"SELECT {others} AND pid <> pg_backend_pid()")
        pool().take_back()
