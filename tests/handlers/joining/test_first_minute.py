"""The first minute on every face: three sentences, what is missing, consent, home; and what people mistype."""

from __future__ import annotations

from collections.abc import Callable

from tests.handlers.joining.newcomers import comes, invited, stranger
from tests.talk import Talk
from tests.world import CENTRE


def test_it(talk_as: Callable[[str], Talk]) -> None:
    beside = talk_as(CENTRE)
    new = stranger(beside)
    comes(new, invited(beside.world).token)
    print(new.text)
    new.taps("はじめる")
    print("--", new.text)
    if new.face == "web":
        new.fills({"name": "山田 はな", "office": "none"})
        print("--", new.text)
        new.fills({"new": "相談室みなも", "corporation": "みほん みなも舎", "counsellors": "２"})
        print("--", new.text)
    elif new.face == "telegram":
        for text in (" ", "🌸", "山田 はな", "ひなた", "戻る", "ここにない", "相談室みなも", "みほん みなも舎", "２"):
            new.says(text)
            print("--", text, "\n", new.text)
        new.taps("送る")
        print("--", new.text)
    else:
        return
    new.taps("みほん みなも舎")
    print("--", new.text)
    new.taps("わかりました、はじめる")
    print("--", new.text)
    assert 0
