"""Who has a deadline is the same person everywhere: a counsellor, and a chief who is nothing else."""

from __future__ import annotations

import pytest

from handlers.deadlines import looked
from handlers.nudges import plan
from handlers.runs import answers
from handlers.training import duty
from storage import networks, nudges, people
from storage.db import Here
from tests.handlers.training.records import record
from tests.talk import Talk
from tests.world import ALONE

MINE, NOT_MINE = "わたしは対象外", "期限のある役割（相談支援専門員・主任）ではないので、期限はお知らせしません。"
DUE = "現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。"


@pytest.mark.parametrize(
    ("roles", "has"),
    [(("counsellor",), True), (("chief",), True), (("support_worker",), False), (("support_worker", "chief"), True)],
)
def test_a_chief_alone_has_one_and_a_support_worker_alone_has_none(
    talk: Talk, roles: tuple[str, ...], has: bool
) -> None:
    record(talk.world, "initial 2021-11-20")
    with talk.world.app.stores.database.write() as session:
        network = networks.everyone(session)[0]
        here, now = Here(session, network.id), talk.world.clock.now()
        id = people.by_name(here, ALONE)[0].id
        people.set_roles(here, id, list(roles))
        today = network.local(now).date()
        plan.plan(here, network, now)
        found = (
            duty.by_role(roles),
            id in [line.person.id for line in looked.everyone(here, network, today)],
            looked.one(here, network, today, id) is not None,
            id in answers.due_people(here),
            bool(nudges.of_people(here, [id])),
        )
    assert found == (has,) * 5
    record_card = talk.presses("training.record:").text
    assert (DUE in record_card, NOT_MINE in record_card) == (has, not has)
    assert (MINE in talk.buttons) is has
    assert ("令和9年3月31日（水）まで：現任研修を1回" in talk.presses("ladder:").text) is has
    assert (
        "いまの役割（相談支援員、管理者など）には、この期限はありません。" in talk.presses("training.why:").text
    ) is not has
