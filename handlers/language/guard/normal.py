"""Text as the guard reads it: folded to one writing, with the place of every character in the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What belongs to the character before it: accents, sound marks also of half width, variation selectors, keycaps.
_MARK = "\u0300-\u036f\u20e3\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# What nobody sees: soft hyphens, zero width, directions, joiners, the BOM, tags.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\U000e0000-\U000e007f"
)
# Old and rare forms that NFKC leaves as they are.
_OLD = "髙﨑濵濱德邊邉澤齋齊廣國黑惠眞櫻嶋嶌瀨壽榮條萬與圓實寬禮豐靜檜藪曾彌𠮷槇籠穗藏龜淸鄕靑條濤淺溫增邨埜"
_NEW = "高崎浜浜徳辺辺沢斎斉広国黒恵真桜島島瀬寿栄条万与円実寛礼豊静桧薮曽弥吉槙篭穂蔵亀清郷青条涛浅温増村野"
_FORMS = dict(zip(_OLD, _NEW, strict=True))
_HYPHENS = "\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d"
# Everything that folding may change; what is not in it stands for itself.
_CHANGES = re.compile(
    rf"[{_UNSEEN}]|"
    rf"[^{_MARK}{_UNSEEN}][{_MARK}]+|"
    rf"[{_MARK}\r\u00a0-\u00ff\u02b0-\u02ff\u1d2c-\u1d7f\u2000-\u200a\u2024-\u2026\u2028\u2029\u202f\u2030-\u205f"
    rf"\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u2c7c-\u2c7f\u2e80-\u2fdf\u3000\u3131-\u318e\u3192-\u319f\u3200-\u33ff"
    rf"\uf900-\ufaff\ufb00-\ufb4f\ufe10-\ufe6f\uff00-\uffef\U0001d400-\U0001d7ff\U0001f100-\U0001f2ff\U0002f800-\U0002fa1f"
    rf"{_HYPHENS}{_OLD}]"
)
_SEEN_AS = str.maketrans({"\u3099": None, "\u309a": None, "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})
_IS_HYPHEN = re.compile(rf"[{_HYPHENS}]")
_COMBINING = re.compile(rf"[{_MARK}]")
# A long vowel's sign between digits is a hyphen that the keyboard's Japanese mode has written.
_LONG = re.compile(r"(?<=[0-9〇一二三四五六七八九)])[ー~―](?=[0-9〇一二三四五六七八九(])")
# Ten digits and more that are written one by one are a number all the same: 0 9 0 - 0 0 0 0 - ...
_ONE_BY_ONE = re.compile(r"(?<![0-9])(?<![0-9] )[0-9](?: (?:[-ー~―] ?)?[0-9](?![0-9])){9,}")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one writing; `starts` and `ends` tell for each of its characters where it stands in the one given."""

    text: str
    starts: list[int]
    ends: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text as it was given, in code points."""
        return self.starts[start], self.ends[end - 1]


def fold(given: str) -> Folded:
    """Fold a text: full and half width, old forms, hyphens, marks, and what nobody sees; case and digits stay."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _CHANGES.finditer(given):
        start, end = match.span()
        parts.append(given[done:start])
        starts.extend(range(done, start))
        ends.extend(range(done + 1, start + 1))
        done = end
        if new := _new(match[0]):
            parts.append(new)
            starts.extend([start] * len(new))
            ends.extend([end] * len(new))
    parts.append(given[done:])
    starts.extend(range(done, len(given)))
    ends.extend(range(done + 1, len(given) + 1))
    text = "".join(parts).replace("\t", " ")
    folded = _together(Folded(text, starts, ends))
    return Folded(_LONG.sub("-", folded.text), folded.starts, folded.ends)


def _together(folded: Folded) -> Folded:
    """Leave out the spaces between digits that are written one by one."""
    spread = [range(*match.span()) for match in _ONE_BY_ONE.finditer(folded.text)]
    blank = {at for part in spread for at in part if folded.text[at] == " "}
    if not blank:
        return folded
    kept = [at for at in range(len(folded.text)) if at not in blank]
    text = "".join(folded.text[at] for at in kept)
    return Folded(text, [folded.starts[at] for at in kept], [folded.ends[at] for at in kept])


def _new(cluster: str) -> str:
    """Return what stands for one character with its marks, or nothing."""
    if re.fullmatch(rf"[{_UNSEEN}]", cluster):
        return ""
    new = unicodedata.normalize("NFKC", _IS_HYPHEN.sub("-", cluster))
    new = _COMBINING.sub("", new) if len(new) > 1 or _COMBINING.match(new) else new
    new = "".join(_FORMS.get(one, one) for one in new).translate(_SEEN_AS)
    # A lone accent becomes a space and itself: nothing that anybody reads.
    return "" if len(cluster) == 1 and new.startswith(" ") and len(new) > 1 else _IS_HYPHEN.sub("-", new)


def plain(said: str) -> str:
    """Return the form under which two writings of the same thing are equal: folded, without spaces and signs, small."""
    return re.sub(r"[\s\-・.,、。()「」『』]+", "", fold(said).text).lower()
