"""What people type, brought to one spelling: widths, numerals, eras, dashes, kana; bounded before anything else."""

from __future__ import annotations

import re
import unicodedata

# Whoever says when needs no more; what is longer is another text.
MOST = 80
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]")
_SPACES = re.compile(r"\s+")
_LOOSE = re.compile(r"(?<!\d) | (?!\d)")
_DASH = re.compile("(?<=[0-9年月日時分半)])[\u2010-\u2015\u2212\u2500\u30fc\u30fb·](?=[0-9])")
_WAVE = re.compile("[\u301c\u223c\u2053\uff5e\u3030→⇒]|->|=>")
_BRACKETS = str.maketrans("[{〔【「『<〈《]}〕】」』>〉》", "(((((((((" + ")))))))))")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百]+")
_DIGITS = {sign: value % 10 for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
# Numerals that are no numbers, and words whose spellings are many.
_WORDS = (
    ("一昨々日", "さきおととい"),
    ("一昨日", "おととい"),
    ("一昨年", "おととし"),
    ("明々後日", "しあさって"),
    ("明明後日", "しあさって"),
    ("四半期", "しはんき"),
    ("ケ月", "か月"),
    ("ヶ月", "か月"),
    ("ヵ月", "か月"),
    ("カ月", "か月"),
    ("箇月", "か月"),
    ("ヵ年", "か年"),
    ("ゴールデンウィーク", "gw"),
    ("ゴールデンウイーク", "gw"),
    ("シルバーウィーク", "sw"),
    ("シルバーウイーク", "sw"),
    ("迄", "まで"),
    ("明朝", "明日の朝"),
    ("明晩", "明日の夜"),
    ("今朝", "今日の朝"),
    ("今夜", "今日の夜"),
    ("今晩", "今日の夜"),
)


def fold(text: str) -> str | None:
    """Return a text in the one spelling that the reader knows; None when it is too long to be looked at."""
    if len(text) > MOST:
        return None
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text)).lower()
    text = _SPACES.sub(" ", text[: 2 * MOST]).strip()
    for said, meant in _WORDS:
        text = text.replace(said, meant)
    # Between digits a space is what keeps a day and an hour apart; elsewhere it is nothing.
    text = _LOOSE.sub("", _NUMERAL.sub(_numeral, text))
    text = _WAVE.sub("~", text).translate(_BRACKETS)
    return _hiragana(_DASH.sub(_dash, text))


def _dash(found: re.Match[str]) -> str:
    # The sign that joins letters of a name stands between weekdays and days too: 6・7日.
    return "、" if found[0] in "\u30fb·" else "-"


def _numeral(found: re.Match[str]) -> str:
    # Beside a figure it is another number: 10/1二時.
    text, (start, end) = found.string, found.span()
    before = " " if text[start - 1 : start].isdigit() else ""
    return before + _number(found[0]) + (" " if text[end : end + 1].isdigit() else "")


def _number(signs: str) -> str:
    if not re.search("[十百]", signs):
        return "".join(str(_DIGITS[sign]) for sign in signs)
    total, digit = 0, 0
    for sign in signs:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total, digit = total + max(digit, 1) * (10 if sign == "十" else 100), 0
    return str(total + digit)


def _hiragana(text: str) -> str:
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in text)
