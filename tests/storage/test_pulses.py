"""Pulses: when a platform was heard before, once for all workers; and gaps, which belong to a network."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.app import Stores
from storage import accounts, pulses
from storage.db import Here, open_database
from tests.storage.conftest import InNetwork
from tests.storage.test_db import together
from tests.world import START

HOUR = timedelta(hours=1)


def beat(stores: Stores, source: str, now: datetime) -> datetime | None:
    """Note that a source was heard, in a transaction of its own."""
    with stores.database.writer.begin() as link:
        return pulses.beat(link, source, now)


def test_each_source_is_told_when_it_was_heard_before(stores: Stores) -> None:
    moments = [START, START + HOUR, START + 2 * HOUR]
    assert [beat(stores, "telegram:1", moment) for moment in moments] == [None, START, START + HOUR]
    assert beat(stores, "telegram:2", START) is None


def test_a_clock_that_was_set_back_forgets_nothing(stores: Stores) -> None:
    beat(stores, "telegram:1", START)
    assert beat(stores, "telegram:1", START - HOUR) == START
    assert beat(stores, "telegram:1", START + HOUR) == START


def test_of_several_that_hear_it_at_once_one_sees_the_gap(stores: Stores) -> None:
    beat(stores, "telegram:1", START)
    url = stores.database.writer.url.render_as_string(hide_password=False)
    others = [open_database(url) for _ in range(4)]
    seen: list[datetime | None] = []

    def hear(place: int) -> None:
        for source in ("telegram:1", "telegram:new"):
            with others[place].writer.begin() as link:
                seen.append(pulses.beat(link, source, START + 30 * HOUR))

    assert together([lambda place=place: hear(place) for place in range(4)]) == []  # type: ignore[misc]
    for other in others:
        other.dispose()
    assert seen.count(START) == 1
    assert set(seen) <= {None, START, START + 30 * HOUR}


def test_a_gap_is_its_networks_own(stores: Stores, here: InNetwork, elsewhere: tuple[UUID, UUID]) -> None:
    with here() as inside:
        gap = pulses.Gap(network_id=inside.network_id, platform="telegram")
        gap.since, gap.until = START, START + HOUR
        inside.session.add(gap)
        inside.session.flush()
        assert pulses.gap(inside, gap.id) is gap
        assert pulses.gap(inside, uuid4()) is None
        id = gap.id
    with stores.database.read() as session:
        assert pulses.gap(Here(session, elsewhere[0]), id) is None


def test_a_platforms_networks_are_those_where_somebody_has_an_account_on_it(
    stores: Stores, here: InNetwork, person: UUID, network: UUID, elsewhere: tuple[UUID, UUID]
) -> None:
    with stores.database.write() as session:
        assert pulses.networks_of(session, "telegram") == []
        accounts.join(Here(session, network), person, "telegram", "1")
        assert pulses.networks_of(session, "telegram") == [network]
        accounts.join(Here(session, elsewhere[0]), elsewhere[1], "telegram", "2")
        assert pulses.networks_of(session, "telegram") == sorted([network, elsewhere[0]])
