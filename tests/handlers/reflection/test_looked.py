"""Which perspectives I have looked at lately: a flower, the same in words, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from storage import networks
from storage.db import Here
from storage.perspectives import choose
from tests.chat import Chat
from tests.handlers.reflection.steps import ALL, reflect
from tests.messages.test_perspectives import RIGHT
from tests.png import size_of
from tests.talk import Talk
from tests.world import ALONE, CENTRE, START

DOOR = "どの視点を見たか"
MINE = "これまでのふりかえり"
BEGIN = "ふりかえりをすると、見た視点の花びらに模様がつきます。"
NEXT = "まだの視点は、次の3分で先に選ばれます。"
OURS = "本人中心、社会モデル、エンパワメント、権利擁護、地域に根ざす、意思決定"
S = "{http://www.w3.org/2000/svg}"


def filled(talk: Talk) -> list[str]:
    """Return the perspectives whose petals are filled, from the drawing on a page."""
    root = fromstring(talk.files[0][1])
    petals = [one for one in root.iter(f"{S}g") if one.get("class") == "petal"]
    return [str(one.get("data-key")) for one in petals if one.find(f"{S}path[@fill='url(#seen)']") is not None]


@pytest.mark.each_face
def test_what_was_looked_at_lately_is_filled_and_said(talk: Talk) -> None:
    reflect(talk).enters(MINE).taps(DOOR).sees(
        DOOR,
        "8月25日（火）からあとに見た視点：本人中心、社会モデル。",
        "これからの視点：エンパワメント、権利擁護、地域に根ざす、意思決定。",
        NEXT,
        "井戸端の中では、あなただけが読めます。",
        "［ふりかえりをはじめる］",
        "［これまでのふりかえり］",
    )
    talk.sees("Telegramの画面とサーバーには残ります。", on="telegram")
    assert talk.described == [
        "8月25日（火）からあとに見た視点：本人中心、社会モデル。"
        f"これからの視点：エンパワメント、権利擁護、地域に根ざす、意思決定。{NEXT}"
    ]
    ((name, data),) = talk.files
    if talk.face == "web":
        assert name == "ふりかえりの花 令和8年11月23日（月）.svg"
        assert filled(talk) == ["person_centered", "social_model"]
    else:
        assert name == "ふりかえりの花 令和8年11月23日（月）.png"
        assert size_of(data) == (1080, 855)


def test_when_all_were_looked_at_nothing_waits_and_nothing_is_praised(talk: Talk) -> None:
    reflect(talk, way=ALL).enters(MINE).taps(DOOR).sees(f"8月25日（火）からあとに見た視点：{OURS}。")
    assert "これからの視点：" not in talk.text and NEXT not in talk.text


@pytest.mark.each_face
def test_after_ninety_days_a_petal_is_empty_again(talk: Talk) -> None:
    reflect(talk).waits(days=90).enters(MINE).taps(DOOR).sees(
        "11月23日（月）からあとに見た視点：本人中心、社会モデル。"
    )
    talk.waits(days=1).enters(MINE).taps(DOOR).sees(BEGIN, f"これからの視点：{OURS}。", NEXT)
    if talk.face == "web":
        assert filled(talk) == []


def test_a_deleted_reflection_was_never_looked_at(talk: Talk) -> None:
    reflect(talk).taps("消す").taps("消す（元に戻せません）")
    talk.presses("reflection.flower:").sees(BEGIN)


def test_before_the_first_reflection_there_is_no_door(talk: Talk) -> None:
    talk.enters(MINE).sees("まだありません。3分ではじめられます。")
    assert DOOR not in talk.buttons


def test_it_is_each_persons_own(chat_as: Callable[[str], Chat]) -> None:
    reflect(chat_as(ALONE))
    other = chat_as(CENTRE).presses("reflection.flower:")
    other.sees(BEGIN, f"これからの視点：{OURS}。")
    assert filled(other) == []


class TestAWardWithASetOfItsOwn:
    @pytest.fixture
    def given(self, tmp_path: Path) -> dict[str, Path]:
        """A folder with a set of one perspective."""
        (tmp_path / "ours.toml").write_text(RIGHT, encoding="utf-8")
        return {"perspectives": tmp_path}

    def test_sees_its_own_petals_only(self, talk: Talk) -> None:
        reflect(talk)
        with talk.world.app.stores.database.write() as session:
            choose(Here(session, networks.ids(session)[0]), "ours", START)
        talk.enters(MINE).taps(DOOR).sees(BEGIN, "これからの視点：ひとつ。")
