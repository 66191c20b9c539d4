"""How many, as people type it: 12, １２件, 十二, 百二十けん, なし, ゼロ; nothing is guessed."""

from __future__ import annotations

import re

from handlers.language.datewords.fold import fold

_COUNT = re.compile(
    r"(?:約|だいたい|ぜんぶで|全部で|全|残り|のこり|あと)?(\d{1,9})(?:件|けん|つ|人|にん|名|こ)?(?:です|でした)?"
)
_NONE = re.compile(r"(?:ぜろ|zero|なし|無し|無|ない|ありません|ないです|なしです)(?:件|けん)?(?:です)?")


def read_count(text: str) -> int | None:
    """Return the number that a text names, and nothing else with it; None where it names none."""
    folded = (fold(text) or "").strip().rstrip("。.")
    if _NONE.fullmatch(folded):
        return 0
    found = _COUNT.fullmatch(folded)
    return int(found[1]) if found else None
