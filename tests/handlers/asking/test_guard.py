"""What the guard finds is shown to the author alone; after her choice only the chosen version is anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.handlers.asking.steps import (
    ASKED,
    FINE,
    GUARD,
    LOOK,
    MASK,
    MASKED,
    NO_NAME,
    POST,
    POSTED,
    REWRITE,
    TEXT,
    TYPED,
    asked,
    asks,
    rows,
)
from tests.privacy.find import found_in
from tests.talk import STALE, Talk

SECRETS = ("山田", "見本特支")
GONE = "元の文章は、この画面からも消しました。"
OVER = "お預かりした文は、もう残っていません（1時間までです）。もう一度書くときは、はじめからどうぞ。"
HOUSE = "佐々木町さんの会議室はありますか"


def test_what_is_found_is_masked(talk: Talk) -> None:
    asks(talk, TYPED).sees(
        GUARD,
        "お名前：山田さん → Aさん",
        "年齢：17歳 → 10代後半",
        "学校・病院・事業所：見本特支 → 特別支援学校",
        "選ぶまで鍵をかけて預かり、選んだら消します（11月23日（月）の18:50まで）。",
    )
    assert found_in(talk.world.settings, SECRETS) == {}
    talk.taps(MASK).sees(GONE, LOOK, f"「{MASKED}」")
    talk.comes()
    assert [word for word in SECRETS if word in talk.everything] == []
    talk.opens()
    talk.says("つづき").taps(POST).sees(POSTED)
    assert asked(talk.world) == [(MASKED, *ASKED[1:])]
    assert found_in(talk.world.settings, SECRETS) == {}


def test_until_she_has_chosen_nothing_else_goes_on(talk: Talk) -> None:
    asks(talk, TYPED)
    mask = talk.data(MASK)
    _, draft, version = mask.split(":")
    for forged in ("last.unnamed", "send", "pick.x", "guard.fine", "guard.harmless.00000000", "guard.harmless."):
        talk.presses(f"{forged}:{draft}:{version}").sees(GUARD)
    assert asked(talk.world) == []
    talk.presses(mask).sees(LOOK)
    talk.presses(mask).sees(STALE)


def test_she_writes_it_anew_from_the_masked_version(talk: Talk) -> None:
    asks(talk, TYPED).taps(REWRITE).sees(GONE)
    assert MASKED in talk.everything
    talk.comes()
    assert [word for word in SECRETS if word in talk.everything] == []
    talk.says("鈴木一郎さんのことです").sees(GUARD, "お名前：鈴木一郎さん → Bさん")


def test_what_is_no_name_passes_from_then_on(talk_as: Callable[[str], Talk], talk: Talk) -> None:
    wrote = "田中さんの会という会を知りませんか"
    asks(talk, wrote).sees(GUARD).taps(NO_NAME).sees(LOOK, f"「{wrote}」").taps(POST).sees(POSTED)
    asks(talk, wrote).sees(LOOK).taps(POST)
    assert [body for body, *_ in asked(talk.world)] == [wrote, wrote]
    assert found_in(talk.world.settings, ["harmless:田中"]) == {}
    assert len(rows(talk.world, "SELECT digest FROM harmless")) == 1


def test_of_several_each_can_be_said_to_be_none(talk: Talk) -> None:
    asks(talk, "田中さんと佐藤さんに聞きました").sees("お名前：田中さん → Aさん", "お名前：佐藤さん → Bさん")
    talk.taps("「田中さん」は個人のことではない").sees(GUARD, "お名前：佐藤さん → Aさん")
    talk.taps(MASK).sees("「田中さんとAさんに聞きました」")


def test_numbers_have_no_way_around(talk: Talk) -> None:
    asks(talk, "マイナンバーは1234 5678 9018です").sees("マイナンバー：1234 5678 9018 → （マイナンバー）")
    assert talk.buttons[:2] == [MASK, REWRITE]
    assert {NO_NAME, FINE} & set(talk.buttons) == set()
    talk.taps(REWRITE)
    talk.says("番号は1234-5678-9018、マイナンバーです").sees(GUARD)
    assert asked(talk.world) == []


def test_a_soft_line_can_stay(talk: Talk) -> None:
    wrote = "17歳で、見本特別支援学校の方の見学先はありますか"
    asks(talk, wrote).sees("年齢：17歳 → 10代後半").taps(FINE).sees(LOOK, f"「{wrote}」").taps(POST)
    assert [body for body, *_ in asked(talk.world)] == [wrote]


def test_after_an_hour_it_is_gone_and_that_is_said(talk: Talk) -> None:
    asks(talk, TYPED)
    mask = talk.data(MASK)
    talk.waits(minutes=61).presses(mask).sees(OVER)
    talk.comes()
    assert [word for word in SECRETS if word in talk.everything] == []
    assert rows(talk.world, "SELECT id FROM drafts") == []


@pytest.mark.each_face
def test_what_is_held_survives_a_restart(talk: Talk) -> None:
    asks(talk, TYPED).restarts()
    talk.opens() if talk.face == "web" else talk.says("つづき")
    talk.sees(GUARD).taps(MASK).sees(f"「{MASKED}」")


def test_what_she_types_meanwhile_is_the_text_written_anew(talk: Talk) -> None:
    asks(talk, TYPED).says(TEXT).sees(LOOK, f"「{TEXT}」")
    talk.comes()
    assert [word for word in SECRETS if word in talk.everything] == []


def test_the_offices_of_the_network_and_its_telephones_are_known(talk: Talk) -> None:
    wrote = "相談室 こかげの空きと、03-0000-0001の受付時間を知りませんか"
    asks(talk, wrote).sees(LOOK, f"「{wrote}」")
