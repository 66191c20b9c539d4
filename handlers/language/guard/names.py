"""Which signs are a name: surnames and given names in kanji and kana, by lists and by a small grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.language.guard.lists import lists

KANJI = r"[一-龥々㐀-䶵豈-﫿𠀀-𪛟ヶケノ]"
_KANJI_ONLY = re.compile(r"[一-龥々㐀-䶵豈-﫿𠀀-𪛟ヶ]+")
# The last sign of a trade, a relative or an office: 栄養士さん, 運転手さん, 援護課さん.
_ROLE_END = re.compile(r"[者員師士長手客主方親医官係課所園校院署社店室部局区市庁県都府町村会屋業人側隊組台館家]$")


@dataclass(frozen=True, slots=True)
class Name:
    """Where a name begins in its run, and how long its surname is (0 where it has none)."""

    start: int
    family: int


def is_surname(said: str) -> bool:
    """Tell whether kanji are a surname, be it also a word."""
    return said in lists().surnames or said in lists().words


def is_given(said: str) -> bool:
    """Tell whether kanji are a given name."""
    return said in lists().given if len(said) > 1 else said in lists().given_one


def full_name(run: str) -> int:
    """Return how long the surname is of kanji that are a surname and a given name, or 0."""
    for cut in (2, 3, 1, 4):
        if not cut < len(run) <= cut + 4 or not (is_given(run[cut:]) or run[cut:] in lists().given_words):
            continue
        if cut + 1 == len(run) and cut == 1:
            continue
        if run[:cut] in lists().surnames or (run[:cut] in lists().words and cut + 1 < len(run)):
            return cut
    return 0


def _whole(run: str) -> int | None:
    """Return how long the surname is of kanji that are one name, 0 for a given name, None where they are no name."""
    if is_surname(run):
        return len(run)
    if cut := full_name(run):
        return cut
    return 0 if len(run) > 1 and is_given(run) else None


def follows(rest: str) -> bool:
    """Tell whether what stands before a name may stand there."""
    return not rest or any(rest[start:] in lists().before for start in range(max(0, len(rest) - 7), len(rest)))


def before_honorific(run: str, *, loose: bool) -> Name | None:
    """Return the name at the end of kanji before an honorific; `loose` takes names that no list has (さん, 様)."""
    known = lists()
    if run in known.roles and run not in known.surnames:
        return None
    starts = range(max(0, len(run) - 7), len(run))
    for start in starts:
        family = _whole(run[start:])
        if family is None or not follows(run[:start]):
            continue
        if start and len(run) - start == 1 and run[start:] not in known.surnames:
            continue
        if family == 0 and start == 0 and run in known.roles:
            return None
        return Name(start, family)
    if any(run[start:] in known.roles for start in starts):
        return None
    for start in starts:
        if len(run) - start > 1 and (run[start:] in known.surnames or full_name(run[start:])):
            if start == 1 and loose and len(run) == 3 and run not in known.nouns:
                return Name(0, 3)
            return Name(start, _whole(run[start:]) or 0)
    return _unknown(run) or _unknown_behind(run) if loose else None


def _unknown_behind(run: str) -> Name | None:
    """Return the name that no list has behind what may stand before it: 昨日百目木さん."""
    for cut in range(len(run) - 2, 1, -1):
        if run[:cut] in lists().before and (name := _unknown(run[cut:])):
            return Name(cut + name.start, name.family)
    return None


def _unknown(run: str) -> Name | None:
    """Return the name that kanji are which no list has, where nothing speaks against it."""
    if run in lists().nouns or (_ROLE_END.search(run) and len(run) != 2):
        return None
    if _ROLE_END.search(run) and not re.search(r"[手方町村屋台館家]$", run):
        return None
    for cut in (2, 3, 1):
        if cut < len(run) <= cut + 3 and (run[:cut] in lists().surnames or (cut < len(run) and is_given(run[cut:]))):
            return Name(0, cut)
    return Name(0, len(run)) if len(run) <= 3 else None


def framed(run: str) -> int | None:
    """Return how long the surname is of kanji that a frame says are a person (担当の…, 母の…, …宅), or None."""
    if run in lists().roles:
        return None
    if run in lists().surnames and (len(run) > 1 or run in ALONE):
        return len(run)
    return full_name(run) or None


ALONE = frozenset("林森原谷辻関岡堀菅榊梶楠牧畠笹葛萩堤柳桂劉李陳朴崔鄭轟岸槙譚郭顧筧黛碇隈薮")


def kana_name(run: str) -> int | None:
    """Return how long the surname is of hiragana that are a name that the lists have, or None."""
    known = lists()
    if run in known.roles:
        return None
    if run in known.kana_surnames:
        return len(run)
    if run in known.kana_given:
        return 0
    for cut in range(2, min(len(run) - 1, 6)):
        if run[:cut] in known.kana_surnames and run[cut:] in known.kana_given:
            return cut
    return None


def hiragana_of(said: str) -> str:
    """Return katakana in hiragana."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in said)
