"""Names before an honorific or a title: 山田さん, そうまくん, ﾅｶﾑﾗ様, Suzukiさん, 桜井家, 谷宅."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of
from handlers.language.guard.names import (
    KANJI,
    Name,
    before_honorific,
    framed,
    full_name,
    is_given,
    is_surname,
    kana_name,
)

# After which no name is doubted.
_HONORIFIC = re.compile(
    r"さん(?!ざん|すう|ぽ|ま[のは])|さま(?!ざま|よ)|様(?!子|式|々|態|相|変|似|ざま)|サン(?![ァ-ヺー])|サマ(?![ァ-ヺー])|ｻﾝ|氏(?![名神族])|君(?!主|臨|が代|達|たち)|くん(?!れん|しょう|せい)"
    r"|クン(?![ァ-ヺー])|チャン(?![ァ-ヺー])|ちゃま|ちゃん|たん(?=[はがのにをとも、。])|殿(?!堂|下|方)|先生|せんせい|センセイ|センセー|(?<=[^A-Za-z])(?:san|sama|kun|chan|sensei)(?![A-Za-z])"
)
# Behind these a surname of the lists is a person, and nothing else is.
_TITLE = re.compile(one_of("titles"))
_SPEECH = re.compile(r"(?:です|でし|だ[がけとよっなろ。]|だけど|じゃ|なん|の)")
_WORD = re.compile(r"(?:と(?:し|や[るっ]|話|伝|考|確|書|聞|読|行|食|寝|説|で|、|。|$)|と$)")
_HIRAGANA = re.compile(r"[ぁ-んーゝ]{1,14}$")
_KATAKANA = re.compile(r"[ァ-ヺー][ァ-ヺー・]{0,24}$")
_LATIN = re.compile(r"(?<![A-Za-zÀ-ÿ])(?:[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'.-]*[ ]){0,3}[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'.-]*$")
_RUN = re.compile(rf"{KANJI}{{1,12}}$")
_PARTICLES = frozenset("はがのにをとでへもや、")
_PLACEHOLDER = frozenset("○◯〇●◎△▲□■×✕＊*☆★")
_INITIALS = re.compile(r"[A-Za-z]\.[ ]?[A-Za-z]\.?")
_LEFT_SPACED = re.compile(rf"({KANJI}{{1,4}}|[ァ-ヺー]{{2,10}}|[ぁ-ん]{{2,6}})[ 　・=＝]$")
_TRADE_END = re.compile(rf"{one_of('ends of trades')}$")


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
        return _hiragana(text, at, mark)
    if "ァ" <= last <= "ヺ" or last in "ー・":
        return _katakana(text, at, mark)
    if (last.isascii() and last.isalpha()) or last == "." or "À" <= last <= "ÿ":
        return _latin(text, at, mark)
    return _kanji(text, at, mark)


def _hit(text: str, start: int, end: int, family: int, mark: re.Match[str]) -> Hit:
    return Hit(start, end, Kind.PERSON, family, mark.end())


def _kanji(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    found = _RUN.search(text, max(0, at - 12), at)
    if not found:
        return None
    run, begin = found[0], found.start()
    left = text[begin - 1] if begin else ""
    if left in _PLACEHOLDER or (mark[0] in ("くん", "君") and len(run) == 1 and _SPEECH.match(text, mark.end())):
        return None
    if "ぁ" <= left <= "ん" and (hit := _mixed(text, begin, at, mark)):
        return hit
    loose = mark[0] in ("さん", "様", "氏", "君", "くん", "ちゃん", "さま", "先生", "サン", "ｻﾝ", "殿")
    name = before_honorific(run, loose=loose and left not in ("お", "ご", "御"))
    if not name or (left in ("お", "ご") and run not in lists().surnames):
        return None
    if name.start == 0 and (spaced := _spaced(text, begin)) is not None:
        return _hit(text, spaced[0], at, spaced[1], mark)
    return _hit(text, begin + name.start, at, name.family, mark)


def _spaced(text: str, begin: int) -> tuple[int, int] | None:
    """Return where a surname begins that a space parts from the name at `begin`, and its length."""
    found = _LEFT_SPACED.search(text, max(0, begin - 11), begin)
    if not found:
        return None
    run, start = found[1], found.start()
    if "ァ" <= run[0] <= "ヺ" and run not in lists().roles and not _TRADE_END.search(run):
        further = _spaced(text, start)
        return (further[0], 0) if further else (start, len(run))
    if "ぁ" <= run[0] <= "ん":
        return (start, len(run)) if run in lists().kana_surnames else None
    for cut in range(len(run)):
        if run[cut:] in lists().surnames and (cut == 0 or run[:cut] in lists().before):
            return start + cut, len(run) - cut
    return None


def _mixed(text: str, begin: int, at: int, mark: re.Match[str]) -> Hit | None:
    """Return a name such as ゆう子, with the surname before it."""
    for size in (3, 2, 1):
        given = text[max(0, begin - size) : at]
        if given in lists().given or (
            size > 1
            and text[begin:at] in ("子", "代", "江", "美", "恵", "香", "菜", "乃", "太", "斗")
            and kana_like(given)
        ):
            start = begin - size
            family = _family_before(text, start)
            return _hit(text, start - family, at, family, mark)
    return None


def kana_like(given: str) -> bool:
    """Tell whether a given name is hiragana that a name may begin with."""
    return given[:-1] in lists().kana_given and given[0] not in "おごのはがをに"


def _family_before(text: str, at: int) -> int:
    """Return the length of the surname in kanji that ends at a place, or 0."""
    found = _RUN.search(text, max(0, at - 8), at)
    if not found:
        return 0
    run = found[0]
    for cut in range(len(run)):
        if is_surname(run[cut:]) and (cut == 0 or run[:cut] in lists().before or run[cut:] in lists().surnames):
            return len(run) - cut
    return 0


def _hiragana(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    found = _HIRAGANA.search(text, max(0, at - 14), at)
    if not found:
        return None
    run, begin = found[0], found.start()
    sure = mark[0] in ("ちゃん", "くん", "クン", "チャン", "君")
    if _stops(run, mark):
        return None
    left = text[begin - 1] if begin else ""
    bound = not re.match(rf"{KANJI}|[ァ-ヺー]|[A-Za-z0-9]", left) if left else True
    speech = (
        _SPEECH.match(text, mark.end())
        if mark[0] == "くん"
        else _WORD.match(text, mark.end())
        if mark[0] == "ちゃん"
        else None
    )
    if (
        not bound
        and len(run) > 1
        and (family := _family_before(text, begin))
        and (run in lists().kana_given or len(run) <= 4)
    ):
        return _hit(text, begin - family, at, family, mark)
    for start in range(len(run) - 1):
        name = run[start:]
        if start == 0 and not bound:
            continue
        if (
            start
            and run[start - 1] not in _PARTICLES
            and run[max(0, start - 2) : start] not in ("から", "って", "より", "など")
        ):
            continue
        if len(name) > 9 or name[0] in "ーんっゃゅょぁぃぅぇぉ":
            continue
        if (surname := kana_name(name)) is not None and not (speech and start):
            if start == 0 and bound and (spaced := _spaced(text, begin)) is not None:
                return _hit(text, spaced[0], at, spaced[1], mark)
            return _nick(text, begin + start, at, surname, mark)
    if speech:
        return None
    return _unknown_kana(text, begin, run, bound, sure, at, mark)


def _unknown_kana(text: str, begin: int, run: str, bound: bool, sure: bool, at: int, mark: re.Match[str]) -> Hit | None:
    """Return a name in hiragana that no list has: alone, or behind the last の, は, が."""
    calm = mark[0] == "さん" and len(run) <= 4 and run[-1] not in "はがをにでへもとたくさすま"
    likely = sure or (calm and run[0] not in _PARTICLES and run[0] not in "おご")
    if bound and 2 <= len(run) <= 5 and likely:
        return _nick(text, begin, at, 0, mark)
    if sure:
        for start in range(len(run) - 2, 0, -1):
            if (
                run[start - 1] in "のはがと"
                and 2 <= len(run) - start <= 4
                and run[start:] not in lists().roles
                and not (start == 1 and not bound and len(run) == 2)
            ):
                return _nick(text, begin + start, at, 0, mark)
        if bound and len(run) == 1 and run not in "おごはがをにでへもとやのよねか":
            return _nick(text, begin, at, 0, mark)
    return None


def _nick(text: str, start: int, at: int, family: int, mark: re.Match[str]) -> Hit:
    """Return a name; a short one with ちゃん or くん is a nickname as a whole (ともちゃん)."""
    short = family == 0 and mark[0] in ("ちゃん", "くん") and at - start <= 2
    return Hit(start, mark.end() if short else at, Kind.PERSON, 0 if short else family, mark.end())


def _stops(run: str, mark: re.Match[str]) -> bool:
    """Tell whether hiragana before an honorific end in a word that is no name (おかあさん, みなさん)."""
    known = lists().roles
    for start in range(max(0, len(run) - 7), len(run)):
        if run[start:] in known and (start == 0 or len(run) - start > 1):
            whole = run[start:]
            if (
                start == 0
                or run[start - 1] in _PARTICLES
                or whole[0] in "おご"
                or whole in ("かあ", "とう", "にい", "ねえ", "じい", "ばあ", "みな", "みんな", "たく")
            ):
                return True
    return False


def _katakana(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    found = _KATAKANA.search(text, max(0, at - 25), at)
    if not found:
        return None
    start = found.start()
    run = found[0].strip("・")
    if run in lists().roles or _TRADE_END.search(run) or len(run) < 2:
        return None
    start = found.start() + found[0].index(run)
    family = len(run)
    if "・" in run:
        last = run.rpartition("・")[2]
        first = run.partition("・")[0]
        if last in lists().roles or _TRADE_END.search(last):
            return None
        if _TRADE_END.search(first) or first in lists().roles:
            return _hit(text, start + len(run) - len(last), at, len(last), mark)
        family = len(first)
    if (before := _family_before(text, start)) and (
        start - before == 0 or text[start - before - 1] not in _PLACEHOLDER
    ):
        return _hit(text, start - before, at, before, mark)
    if (spaced := _spaced(text, start)) is not None:
        return _hit(text, spaced[0], at, spaced[1], mark)
    for role in ("ヘルパー", "ケアマネ", "ワーカー", "スタッフ", "ドクター", "ナース"):
        if run.startswith(role) and len(run) - len(role) >= 2:
            return _hit(text, start + len(role), at, len(run) - len(role), mark)
    return _hit(text, start, at, family, mark)


def _latin(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    found = _LATIN.search(text, max(0, at - 40), at)
    if not found:
        return None
    run, start = found[0], found.start()
    if _INITIALS.fullmatch(run):
        return Hit(start, at, Kind.INITIALS, 0, mark.end())
    words = run.split(" ")
    while len(words) > 1 and not words[0][:1].isupper():
        start += len(words.pop(0)) + 1
    last = words[-1]
    if (
        len(last.strip(".")) < 2
        or last.lower() in lists().roles
        or (last.isupper() and len(last) < 5 and len(words) == 1)
    ):
        return None
    return _hit(text, start, at, 0, mark)


def _bracketed(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    """Return the name in 「山田」さん and 山田（太郎）さん."""
    opening = {")": "(", "）": "（", "」": "「", "』": "『", '"': '"', "”": "“"}[text[at - 1]]
    start = text.rfind(opening, max(0, at - 14), at - 1)
    if start < 0:
        return None
    run = text[start + 1 : at - 1]
    if opening in "(（":
        found = _RUN.search(text, max(0, start - 8), start)
        if found and run not in lists().roles and (is_given(run) or kana_name(run) is not None):
            name = before_honorific(found[0], loose=False)
            return _hit(text, found.start() + name.start, at, name.family, mark) if name else None
        return None
    if framed(run) or is_surname(run) or (kana_name(run) is not None) or re.fullmatch(r"[ァ-ヺー]{2,12}", run):
        return _hit(text, start + 1, at - 1, 0, mark) if run not in lists().roles else None
    return None


def _titled(text: str, mark: re.Match[str]) -> Iterator[Hit]:
    at = mark.start()
    if found := _RUN.search(text, max(0, at - 12), at):
        run, begin = found[0], found.start()
        if run in lists().roles:
            return
        for start in range(max(0, len(run) - 7), len(run)):
            family = framed(run[start:])
            if family and (start == 0 or run[:start] in lists().before):
                if start == 0 and text[begin - 1 : begin] in ("お", "ご", *_PLACEHOLDER):
                    continue
                yield _hit(text, begin + start, at, family, mark)
                return
        return
    kana = re.compile(r"[ァ-ヺー]{2,8}$").search(text, max(0, at - 8), at)
    if (
        kana
        and mark[0] in ("家", "宅", "医師", "看護師", "相談員", "保健師", "Dr")
        and hiragana_of(kana[0]) in lists().kana_surnames
    ):
        yield _hit(text, kana.start(), at, len(kana[0]), mark)


def hiragana_of(said: str) -> str:
    """Return katakana in hiragana."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in said)


__all__ = ["Name", "full_name", "hiragana_of", "honoured"]
