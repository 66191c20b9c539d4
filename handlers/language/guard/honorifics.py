"""Names before an honorific or a title: 山田さん, そうまくん, ﾅｶﾑﾗ様, Suzukiさん, 桜井家, 谷宅."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kana import (
    BLANK,
    RUN,
    SPEECH,
    hiragana,
    hit_of,
    katakana,
    latin,
    lettered,
    mixed,
    spaced,
)
from handlers.language.guard.kinds import Hit
from handlers.language.guard.lists import lists, one_of, words
from handlers.language.guard.names import (
    before_honorific,
    framed,
    full_name,
    hiragana_of,
    is_given,
    is_surname,
    kana_name,
)

# After which no name is doubted.
_HONORIFIC = re.compile(
    r"さん(?!ざん|すう|ぽ|ま[のは])|さま(?!ざま|よ)|様(?!子|式|々|態|相|変|似|ざま)|サン(?![ァ-ヺー])|サマ(?![ァ-ヺー])|ｻﾝ|氏(?![名神族物])|君(?!主|臨|が代|達|たち)|くん(?!れん|しょう|せい)"
    r"|クン(?![ァ-ヺー])|チャン(?![ァ-ヺー])|ちゃま|ちゃん|たん(?=[はがのにをとも、。])|殿(?!堂|下|方)|先生|せんせい|センセイ|センセー|(?<=[^A-Za-z])(?:san|sama|kun|chan|sensei)(?![A-Za-z])"
)
_KANA_NAME = re.compile(r"[ァ-ヺー]{2,8}$")
_NOT_SAMA = frozenset(words("no names before sama"))
# Behind these a surname of the lists is a person, and nothing else is.
_TITLE = re.compile(one_of("titles"))


def honoured(text: str) -> Iterator[Hit]:
    """Give the names that an honorific or a title follows."""
    for match in _HONORIFIC.finditer(text):
        if hit := _before(text, match):
            yield hit
    for match in _TITLE.finditer(text):
        yield from _titled(text, match)


def _before(text: str, mark: re.Match[str]) -> Hit | None:
    at = mark.start()
    if at and text[at - 1] == " " and at > 1:
        at -= 1
    if at and text[at - 1] in ')）」』"”':
        return _bracketed(text, at, mark)
    last = text[at - 1] if at else ""
    if "ぁ" <= last <= "ん" or (last == "ー" and at > 1 and "ぁ" <= text[at - 2] <= "ん") or last == "ゝ":
        return hiragana(text, at, mark)
    if "ァ" <= last <= "ヺ" or last in "ー・":
        return katakana(text, at, mark)
    if (last.isascii() and last.isalpha()) or last == "." or ("À" <= last <= "ÿ" and last not in "×÷"):
        return latin(text, at, mark)
    return _kanji(text, at, mark)


def _kanji(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    found = RUN.search(text, max(0, at - 12), at)
    if not found:
        return None
    run, begin = found[0], found.start()
    left = text[begin - 1] if begin else ""
    if len(run) == 1 and (apart := lettered(text, at)) is not None:
        return hit_of(text, apart[0], at, apart[1], mark)
    if left in BLANK or (mark[0] in ("くん", "君") and len(run) == 1 and SPEECH.match(text, mark.end())):
        return None
    if len(run) == 1 and ("ァ" <= left <= "ヺ" or left == "ー"):
        return None
    if len(run) == 1 and "ぁ" <= left <= "ん" and left not in "はがのにをとでもへやかとら":
        return mixed(text, begin, at, mark)
    if "ぁ" <= left <= "ん" and (hit := mixed(text, begin, at, mark)):
        return hit
    if mark[0] in ("様", "さま", "氏") and run in _NOT_SAMA:
        return None
    loose = mark[0] in ("さん", "様", "氏", "君", "くん", "ちゃん", "さま", "先生", "サン", "ｻﾝ", "殿")
    name = before_honorific(run, loose=loose and left not in ("お", "ご", "御"))
    if not name or (left in ("お", "ご") and run not in lists().surnames):
        return None
    if (
        name.start == 0
        and (run not in lists().surnames or is_given(run))
        and (apart := spaced(text, begin)) is not None
    ):
        return hit_of(text, apart[0], at, apart[1], mark)
    return hit_of(text, begin + name.start, at, name.family, mark)


def _bracketed(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    """Return the name in 「山田」さん and 山田（太郎）さん."""
    opening = {")": "(", "）": "（", "」": "「", "』": "『", '"': '"', "”": "“"}[text[at - 1]]
    start = text.rfind(opening, max(0, at - 14), at - 1)
    if start < 0:
        return None
    run = text[start + 1 : at - 1]
    if opening in "(（":
        found = RUN.search(text, max(0, start - 8), start)
        if found and run not in lists().roles and (is_given(run) or kana_name(run) is not None):
            name = before_honorific(found[0], loose=False)
            return hit_of(text, found.start() + name.start, at, name.family, mark) if name else None
        return None
    if framed(run) or is_surname(run) or (kana_name(run) is not None) or re.fullmatch(r"[ァ-ヺー]{2,12}", run):
        return hit_of(text, start + 1, at - 1, 0, mark) if run not in lists().roles else None
    return None


def _titled(text: str, mark: re.Match[str]) -> Iterator[Hit]:
    at = mark.start()
    if found := RUN.search(text, max(0, at - 12), at):
        run, begin = found[0], found.start()
        if run in lists().roles:
            return
        for start in range(max(0, len(run) - 7), len(run)):
            family = framed(run[start:])
            if family and (start == 0 or run[:start] in lists().before):
                # The 夫 of 敏夫 is nobody's husband.
                if len(run) - start > family and full_name(run[start:] + mark[0]):
                    return
                if start == 0 and text[begin - 1 : begin] in ("お", "ご", *BLANK):
                    continue
                yield hit_of(text, begin + start, at, family, mark)
                return
        return
    kana = _KANA_NAME.search(text, max(0, at - 8), at)
    if (
        kana
        and mark[0] in ("家", "宅", "医師", "看護師", "相談員", "保健師", "Dr")
        and hiragana_of(kana[0]) in lists().kana_surnames
    ):
        yield hit_of(text, kana.start(), at, len(kana[0]), mark)
