"""However long and odd a text is, the guard ends soon, and what it finds lies in the text, in order."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.guard import look, mask, spans

LONG = 10_000
ODD = {
    "one kanji": "山",
    "one kana": "あ",
    "katakana": "ア",
    "honorifics": "さん",
    "names": "山田さん",
    "nicknames": "のちゃん",
    "one digit": "1",
    "zeros": "0",
    "digits and hyphens": "1-",
    "telephones": "090-",
    "at signs": "a@",
    "many at signs": "@",
    "dots": "a.",
    "schemes": "http://",
    "hyphens": "-",
    "spaces": " ",
    "lines": "\n",
    "ten digits": "1234567890 ",
    "words of numbers": "受給者証番号",
    "hospitals": "病院",
    "kinds of hospitals": "精神科",
    "ages": "梅田の17歳",
    "blocks": "1丁目",
    "numbers of houses": "1番1号",
    "quotes": "「",
    "quoted": "「山田」",
    "brackets": "(",
    "sound marks": "か\u3099",
    "only sound marks": "\u3099",
    "unseen": "\u200b",
    "wide digits": "１",
    "kanji digits": "〇",
    "eras": "昭和",
    "days": "昭和60年4月1日",
    "labels": "氏名：",
    "accounts": "LINE ID ",
    "letters": "Aa ",
    "wards": "区",
    "placeholders": "○",
    "one and another": "佐藤と",
}
# What letters, signs and words the guard's rules go by, mixed by chance.
WORDS = """
山田 太郎 さくら タロウ さん くん ちゃん 様 先生 氏名： 担当の 母の 「 」 （ ） の は を と 、 。 年 月 日 生 歳
病院 小学校 グループホーム 足立区 梅田 丁目 番地 0 1 2 9 - − ー ０ 〇 一
@ a. example.com https:// 受給者証番号 1234567890 〒 ﾞ ㍿ 😀
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\u200b", "\ufeff", "\u3099", "葛\U000e0100"])


@pytest.mark.parametrize("piece", list(ODD.values()), ids=list(ODD))
def test_a_long_odd_text_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (LONG // len(piece))
    spans("山田さん")
    start = time.process_time()
    found = spans(text)
    # Twenty times what it takes, so that only a rule that grows faster than the text is caught.
    assert time.process_time() - start < 5
    assert all(0 <= start < end <= len(text) for start, end, _ in found)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    findings, done = look(text), 0
    for one in findings:
        assert done <= one.start < one.end <= len(text)
        assert text[one.start : one.end + len(one.tail)] == one.said + one.tail
        done = one.end
    assert len(mask(text, findings, {}).changes) == len(findings)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in spans(text))


def test_nothing_is_loaded_before_it_is_used() -> None:
    asked = (
        "import sys, handlers.language.guard as g; print([n for n in sys.modules if n.startswith(g.__name__ + '.')])"
    )
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['handlers.language.guard.kinds']"
