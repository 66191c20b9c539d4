"""What coordinators call things by is read by all: the guard looks at it first."""

from __future__ import annotations

from collections.abc import Callable

from storage import networks
from tests.handlers.asking.steps import GUARD, MASK
from tests.privacy.find import found_in
from tests.talk import Talk
from tests.world import CENTRE


def test_a_topic_names_nobody(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    talk.presses("network.topics.add:").says("山田太郎さんのこと").sees(GUARD, "お名前：山田太郎さん → Aさん")
    talk.taps(MASK)
    with talk.world.app.stores.database.read() as session:
        assert networks.everyone(session)[0].topics == ["Aさんのこと"]
    assert found_in(talk.world.settings, ["山田"]) == {}
