"""What is looked for in a text: its letters without signs, their pairs, single ones."""

from __future__ import annotations

import unicodedata

# Japanese is compared by its letters; a text longer than this is indexed by its beginning.
MOST = 4000
_VARIANTS = str.maketrans("髙﨑濵德邊邉齋齊嶋", "高崎浜徳辺辺斎斎島")


def folded(text: str) -> str:
    """Return the letters and digits of a text in NFKC, small, without spaces, signs and what cannot be seen."""
    flat = unicodedata.normalize("NFKC", text[:MOST]).lower().translate(_VARIANTS)
    return "".join(letter for letter in flat if letter.isalnum())


def pairs(letters: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of a folded text."""
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def singles(letters: str) -> frozenset[str]:
    """Return the letters of a folded text that can be a word by themselves: everything but hiragana."""
    return frozenset(letter for letter in letters if not "\u3041" <= letter <= "\u309f" and letter != "ー")


def words_of(text: str) -> list[str]:
    """Return what somebody typed to look for: its parts between spaces and commas, folded, each once."""
    flat = unicodedata.normalize("NFKC", text[:200])
    for sign in "、。,;・/+":
        flat = flat.replace(sign, " ")
    return list(dict.fromkeys(word for part in flat.split() if (word := folded(part))))
