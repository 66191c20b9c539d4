"""Names in kana and Latin letters before an honorific: そうまくん, ななみちゃん, ﾅｶﾑﾗさん, グエン・ヴァン・アンさん."""

from __future__ import annotations

import re

from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of
from handlers.language.guard.names import KANJI, follows, full_name, hiragana_of, is_surname, kana_name

BLANK = frozenset("○◯〇△×✕＊*")
RUN = re.compile(rf"{KANJI}{{1,12}}$")
_LETTER = re.compile(rf"{KANJI}|[ァ-ヺーA-Za-z0-9]")
_WORD = re.compile(r"(?:と(?:し|や[るっ]|話|伝|考|確|書|聞|読|行|食|寝|説|で|、|。|$)|と$)")
_HIRAGANA = re.compile(r"[ぁ-んーゝ]{1,14}$")
_KATAKANA = re.compile(r"[ァ-ヺー][ァ-ヺー・]{0,24}$")
_LATIN = re.compile(
    r"(?<![A-Za-zÀ-ÖØ-öø-ÿ])(?:[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'.-]*[ ]){0,3}[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'.-]*$"
)
_PARTICLES = frozenset("はがのにをとでへもや、")
_PARTICLE_END = re.compile(
    r"(?:[はがのにをとでへもや、]|から|って|より|など|たら|もう|また|まだ|やはり|やっぱり|いつも|けど|すると|そして|それで|さっき)$"
)
_ROMAJI = re.compile(r"(?:[KSTNHMYRWGZDBP]?[YH]?[AIUEO]N?){2,}")
_INITIALS = re.compile(r"[A-Za-z]\.[ ]?[A-Za-z]\.?")
_LEFT_SPACED = re.compile(rf"({KANJI}{{1,4}}|[ァ-ヺー]{{2,10}}|[ぁ-ん]{{2,6}})[ 　・=＝]$")
_LETTERS = re.compile(rf"(?<!{KANJI})(?:{KANJI} ){{1,4}}{KANJI}$")
_TRADE_END = re.compile(rf"{one_of('ends of trades')}$")
SPEECH = re.compile(r"(?:です|でし|だ[がけとよっなろ。]|だけど|じゃ|なん)")


def hit_of(text: str, start: int, end: int, family: int, mark: re.Match[str]) -> Hit:
    """Return a name that ends at `end`, with the honorific behind it."""
    return Hit(start, end, Kind.PERSON, family, mark.end())


def spaced(text: str, begin: int) -> tuple[int, int] | None:
    """Return where a surname begins that a space parts from the name at `begin`, and its length."""
    found = _LEFT_SPACED.search(text, max(0, begin - 11), begin)
    if not found:
        return None
    run, start = found[1], found.start()
    if "ァ" <= run[0] <= "ヺ" and run not in lists().roles and not _TRADE_END.search(run):
        further = spaced(text, start)
        return (further[0], 0) if further else (start, len(run))
    if "ぁ" <= run[0] <= "ん":
        return (start, len(run)) if run in lists().kana_surnames else None
    for cut in range(len(run)):
        if run[cut:] in lists().surnames and (cut == 0 or run[:cut] in lists().before):
            return start + cut, len(run) - cut
    return None


def lettered(text: str, at: int) -> tuple[int, int] | None:
    """Return where a name begins that ends at a place and whose signs spaces part (小 林), and its surname's length."""
    found = _LETTERS.search(text, max(0, at - 9), at)
    run = found[0].replace(" ", "") if found else ""
    family = len(run) if is_surname(run) else full_name(run)
    return (found.start(), 2 * family - 1) if found and family else None


def mixed(text: str, begin: int, at: int, mark: re.Match[str]) -> Hit | None:
    """Return a name such as ゆう子, with the surname before it."""
    for size in (3, 2, 1):
        if begin < size:
            continue
        given = text[begin - size : at]
        if given in lists().given or (
            size > 1
            and text[begin:at] in ("子", "代", "江", "美", "恵", "香", "菜", "乃", "太", "斗")
            and kana_like(given)
        ):
            start = begin - size
            family = family_before(text, start)
            return hit_of(text, start - family, at, family, mark)
    return None


def kana_like(given: str) -> bool:
    """Tell whether a given name is hiragana that a name may begin with."""
    return given[:-1] in lists().kana_given and given[0] not in "おごのはがをに"


def family_before(text: str, at: int) -> int:
    """Return the length of the surname in kanji that ends at a place, or 0."""
    found = RUN.search(text, max(0, at - 8), at)
    if not found:
        return 0
    run = found[0]
    for cut in range(len(run)):
        if is_surname(run[cut:]) and (cut == 0 or run[:cut] in lists().before or run[cut:] in lists().surnames):
            return len(run) - cut
    return 0


def hiragana(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    """Return the name in hiragana that ends where an honorific begins."""
    found = _HIRAGANA.search(text, max(0, at - 14), at)
    if not found:
        return None
    run, begin = found[0], found.start()
    sure = mark[0] in ("ちゃん", "くん", "クン", "チャン", "君")
    if _stops(run, mark):
        return None
    left = text[begin - 1] if begin else ""
    bound = not _LETTER.match(left) or _told_before(text, begin)
    speech = (
        SPEECH.match(text, mark.end())
        if mark[0] == "くん"
        else _WORD.match(text, mark.end())
        if mark[0] == "ちゃん"
        else None
    )
    if (
        not bound
        and len(run) > 1
        and (family := family_before(text, begin))
        and (run in lists().kana_given or len(run) <= 4)
    ):
        return hit_of(text, begin - family, at, family, mark)
    if hit := _known_kana(text, begin, run, bound, bool(speech), at, mark):
        return hit
    if speech:
        return None
    return _unknown_kana(text, begin, run, bound, sure, at, mark)


def _known_kana(text: str, begin: int, run: str, bound: bool, speech: bool, at: int, mark: re.Match[str]) -> Hit | None:
    """Return a name in hiragana that the lists have: the whole run, or what is behind a particle in it."""
    for start in range(len(run) - 1):
        name = run[start:]
        if (start or not bound) and not (start and _parted(run, start)):
            continue
        if len(name) > 9 or name[0] in "ーんっゃゅょぁぃぅぇぉ":
            continue
        if (family := kana_name(name)) is not None and not (speech and start):
            if start == 0 and (apart := spaced(text, begin)) is not None:
                return hit_of(text, apart[0], at, apart[1], mark)
            return _nick(text, begin + start, at, family, mark)
    return None


def _parted(run: str, start: int) -> bool:
    """Tell whether a name may begin within hiragana: behind a particle, or a surname behind a verb."""
    if _PARTICLE_END.search(run, 0, start):
        return True
    return run[start - 1] in "たるい" and len(run) - start >= 3 and run[start:] in lists().kana_surnames


def _told_before(text: str, begin: int) -> bool:
    """Tell whether kanji before a name in kana are no part of it (昨日たかはしさん, 担当むとうさん)."""
    run = RUN.search(text, max(0, begin - 8), begin)
    return bool(run) and run is not None and follows(run[0])


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
    short = mark[0] in ("ちゃん", "くん") and (
        at - start <= 2 or (at - start == 3 and text[start:at] not in lists().kana_given)
    )
    return Hit(start, mark.end() if short else at, Kind.PERSON, 0 if short else family, mark.end())


def _stops(run: str, mark: re.Match[str]) -> bool:
    """Tell whether hiragana before an honorific end in a word that is no name (おかあさん, みなさん)."""
    known = lists().roles
    if run not in known and len(run) > 2 and run[0] not in "おご" and kana_name(run) is not None:
        return False
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


def katakana(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    """Return the name in katakana that ends where an honorific begins."""
    found = _KATAKANA.search(text, max(0, at - 25), at)
    if not found:
        return None
    start = found.start()
    run = found[0].strip("・")
    if mark[0][0] in "サクチ" and kana_name(hiragana_of(run)) is None:
        return None
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
            return hit_of(text, start + len(run) - len(last), at, len(last), mark)
        family = len(first)
    if (before := family_before(text, start)) and (start - before == 0 or text[start - before - 1] not in BLANK):
        return hit_of(text, start - before, at, before, mark)
    if (apart := spaced(text, start)) is not None and _goes_on(text, apart, run):
        return hit_of(text, apart[0], at, apart[1], mark)
    for role in ("ヘルパー", "ケアマネ", "ワーカー", "スタッフ", "ドクター", "ナース"):
        if run.startswith(role) and len(run) - len(role) >= 2:
            return hit_of(text, start + len(role), at, len(run) - len(role), mark)
    return hit_of(text, start, at, family, mark)


def _goes_on(text: str, apart: tuple[int, int], run: str) -> bool:
    """Tell whether katakana behind a space are the given name of the surname before it, and no surname themselves."""
    if hiragana_of(run) not in lists().kana_surnames:
        return True
    before = text[apart[0] : apart[0] + apart[1]]
    known = hiragana_of(before) in lists().kana_surnames or len(before) > 1
    return known and hiragana_of(run) in lists().kana_given


def latin(text: str, at: int, mark: re.Match[str]) -> Hit | None:
    """Return the name in Latin letters that ends where an honorific begins; two initials are of their own kind."""
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
    if found[0] != last and not last[0].isupper():
        return None
    if (
        len(last.strip(".")) < 2
        or last.lower() in lists().roles
        or (last.isupper() and len(last) < 5 and len(words) == 1 and not _ROMAJI.fullmatch(last))
    ):
        return None
    return hit_of(text, start, at, 0, mark)
