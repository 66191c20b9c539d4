"""What the guard finds is shown to the author alone; after her choice only the chosen version is anywhere."""

from __future__ import annotations

from tests.handlers.asking.test_asking import POST, asked
from tests.privacy.find import found_in
from tests.talk import Talk

TYPED = "山田さん（17歳、見本特支）の放デイが卒業で終わります。土曜の居場所を知りませんか"
MASKED = "Aさん（10代後半、特別支援学校）の放デイが卒業で終わります。土曜の居場所を知りませんか"
MASK, REWRITE, NO_NAME = "伏せる", "書きなおす", "名前ではありません"
SECRETS = ("山田", "見本特支")


def test_what_is_found_is_masked(talk: Talk) -> None:
    talk.enters("井戸端").taps("聞く").says(TYPED)
    print(talk.text)
    assert found_in(talk.world.settings, SECRETS) == {}
    talk.taps(MASK)
    print(talk.text)
    talk.comes()
    assert "山田" not in talk.everything
    talk.taps(POST)
    print(talk.text)
    assert asked(talk.world) == [(MASKED, False, "question", "all", "open")]
    assert found_in(talk.world.settings, SECRETS) == {}
