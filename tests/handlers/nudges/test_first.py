"""A letter has room for eight things: what must be said today is among them, and comes first."""

from __future__ import annotations

from datetime import date

from handlers.runs.notices import CHANGED, of_version
from storage import applications, outbox, runs
from storage.db import Here
from tests.handlers.nudges.test_answers import morning
from tests.handlers.nudges.told import Told
from tests.talk import Talk

TODAY = "「現任研修 第1回」の申し込みは、きょうまでです。"
MANY = "おはようございます。お知らせは8つです。"


def nine_changed(told: Told) -> None:
    """Let nine courses to which she goes have changed, so that a letter is full of older things."""
    ids = [
        told.run(date(2027, 2, n), (None, None), f"専門コース別研修 第{n}回", course="specialty") for n in range(1, 10)
    ]
    with told.world.app.stores.database.write() as session:
        here, now = Here(session, told._here(session).network_id), told.world.clock.now()
        for id in ids:
            run = runs.get(here, id)
            assert run
            applications.say(here, id, told.person, "applied", now)
            outbox.post(here, told.person, CHANGED, of_version(run), now)


def test_the_last_day_to_apply_comes_before_nine_older_things(talk: Talk) -> None:
    told = Told(talk.world)
    nine_changed(told)
    told.did().run(date(2027, 1, 12), (None, date(2026, 11, 24)))
    morning(talk.opens(), "2026-11-24")
    changed = [f"「専門コース別研修 第{n}回」が変わりました" for n in range(1, 10)]
    talk.hears(MANY, "現任研修", *changed[:7])
    assert TODAY in talk.everything
    # What could wait comes with the next letter, and the day that is over is not said any more.
    morning(talk, "2026-11-25").hears("おはようございます。お知らせは3つです。", *changed[7:], "現任研修")
    assert TODAY not in talk.text
