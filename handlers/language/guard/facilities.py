"""Hospitals, schools and offices by name; kinds of places, public bodies and plain questions about them are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of, words

_KIND = one_of("kinds of places")
_SHORT = re.compile(
    r"(?<![一-龥])([一-龥々ヶ]{2,5}?)(?:小|中|高)(?=の?(?:[1-9一二三四五六]年|[0-9]組|特別支援学級|通級|支援級|担任|先生)|に(?:通|在)|へ通|を卒業|在学)"
)
_GENERIC = re.compile(rf"{one_of('no name of a place')}+")
_NAME = re.compile(r"(?:[一-龥々ヶケ㐀-䶵ァ-ヺーA-Za-z&・]|[のがつ](?=[一-龥]))+$")
_HIRAGANA = re.compile(r"[ぁ-んー]{1,12}$")
_NAMING = one_of("kinds before a name")
_NAMED = re.compile(
    rf"(?P<kind>{_NAMING})[ ]?(?:[「『\"“](?P<quoted>[^」』\"”\n]{{1,14}})[」』\"”]"
    rf"|(?P<kata>[ァ-ヺー]{{2,14}}(?:[ ・]?[ァ-ヺー]{{2,10}})?|[A-Z][A-Za-z]{{2,14}})"
    rf"|(?<=法人)(?P<free>[一-龥ぁ-んァ-ヺー]{{2,12}}?(?:会|園|舎|協会|の家|の里|ネット))(?![一-龥])"
    rf"|(?P<hira>[ぁ-んー]{{2,10}})|(?P<kanji>[一-龥々]{{2,4}}[会園荘苑舎堂塾館庵]))"
)
_SAID_TO_BE = re.compile(
    rf"(?P<hira>[ぁ-んー]{{2,10}})(?=という(?:名の|名前の)?(?:{_KIND}|施設|[AB]型|GH|法人))"
    rf"|(?P<name>[ァ-ヺー一-龥々]{{2,10}})(?=という(?:名の|名前の)?(?:{_KIND}|施設|[AB]型|GH|法人))"
)
_QUOTED = re.compile(
    rf"[「『]([^」』\n]{{2,14}})[」』](?=(?:という|さん)?(?:の)?(?:{_KIND}|施設|[AB]型|GH|法人|に通|へ通|に入|を利用|の体験|の見学))"
)
_NOT_NAMES = re.compile(rf"{one_of('no name in katakana')}.*")
_PARTICLE = re.compile(r"[をにのはがへとでもや、。]|から|まで|より|って|です|だ|$|[^ぁ-んー]")
_END_OF_PHRASE = re.compile(
    r"(?:[のはがをにとでもへやただいうくすつるれ、。てっな]|ながら|たら|なら|から|まで|より|けど)$"
)
# A question about a place and not about somebody: what it offers, whether it has room, where it is.
_ASKS = re.compile(one_of("asks"))
_CASE = re.compile(one_of("tells of somebody"))


def facilities(text: str) -> Iterator[Hit]:
    """Give the places that are named."""
    for match in _KIND_AT.finditer(text):
        start = _start(text, match)
        if start is not None and not _AFFAIR.match(text, match.end()):
            yield Hit(start, match.end(), Kind.ORG)
    for match in _SHORT.finditer(text):
        if not _GENERIC.fullmatch(match[1]) and match[1] not in lists().roles:
            yield Hit(match.start(), match.end(), Kind.ORG)
    for match in _NAMED.finditer(text):
        if end := _named_end(match):
            yield Hit(match.start(), end, Kind.ORG)
    yield from _said_to_be(text)
    for match in _QUOTED.finditer(text):
        if not _GENERIC.fullmatch(match[1]):
            yield Hit(match.start(1), match.end(1), Kind.ORG)


_FRONT_NAME = re.compile(r"[一-龥々ァ-ヺー]{1,5}$")
_AFFAIR = re.compile(r"事件|訴訟|裁判|問題")
_KIND_AT = re.compile(_KIND)


def _said_to_be(text: str) -> Iterator[Hit]:
    """Give the names in おおぞらという作業所."""
    for match in _SAID_TO_BE.finditer(text):
        if match["name"]:
            if not _GENERIC.fullmatch(match["name"]) and match["name"] not in lists().roles:
                yield Hit(match.start(), match.end(), Kind.ORG)
            continue
        for start in range(len(match["hira"]) - 1):
            if match["hira"][start:] in lists().offices:
                yield Hit(match.start() + start, match.end(), Kind.ORG)
                break


def only_asks(text: str) -> bool:
    """Tell whether a text asks about places and tells of nobody."""
    return bool(_ASKS.search(text)) and not _CASE.search(text)


def _named_end(match: re.Match[str]) -> int:
    """Return where a name behind the kind of a place ends, or 0 where none stands there."""
    if match["quoted"] is not None:
        return match.end() if not _GENERIC.fullmatch(match["quoted"]) and len(match["quoted"]) > 1 else 0
    if match["free"]:
        return match.end()
    if match["kata"]:
        return 0 if _NOT_NAMES.fullmatch(match["kata"]) or len(match["kata"]) < 3 else match.end()
    if match["kanji"]:
        return match.end() if "法人" in match["kind"] or match["kind"] == "社福" else 0
    return _kana_end(match)


def _kana_end(match: re.Match[str]) -> int:
    """Return where a name in hiragana ends: one that offices often have, or what a particle ends and none begins."""
    run, begin, text = match["hira"], match.start("hira"), match.string
    for size in range(len(run), 1, -1):
        if run[:size] not in lists().offices:
            continue
        if size == len(run) and (tail := _TAIL.match(text, begin + size)):
            return tail.end()
        if _PARTICLE.match(text, begin + size):
            return begin + size
    if match["kind"] not in _NAMING_ALONE or _NO_NAME.match(run):
        return 0
    for size in range(3, min(len(run), 7) + 1):
        if run[size - 1] not in "をにのはがへとでもや" and _PARTICLE.match(text, begin + size):
            return begin + size
    return 0


def _start(text: str, match: re.Match[str]) -> int | None:
    """Return where the name of a place begins whose kind stands at `match`, or None where it has no name."""
    at = match.start()
    found = _NAME.search(text, max(0, at - 16), at)
    run, begin = (found[0], found.start()) if found else ("", at)
    if begin and text[begin - 1] in "○◯〇●△□×":
        return None
    run, begin = _own_part(match[0], *_without_front(run, begin))
    plain = not run or run in lists().roles or _says_no_name(run)
    kana = _HIRAGANA.search(text, max(0, begin - 12), begin)
    if kana and (name := _kana_start(text, kana, run, plain=plain)) is not None:
        return name
    if plain or match[0] in _KANA_ONLY or (len(run) == 1 and not "ァ" <= run <= "ヺ"):
        return None
    return None if match[0] in _WIDE and not _TWO_LETTERS.search(run) else begin


def _own_part(kind: str, run: str, begin: int) -> tuple[str, int]:
    """Return the last of several things told together: うめだ・…, 児の…の会."""
    for sign in ("・", "の") if kind.startswith("の") else ("・",):
        if sign in run:
            run, begin = run.rpartition(sign)[2], begin + run.rindex(sign) + 1
    return run, begin


def _says_no_name(run: str) -> bool:
    """Tell whether what stands before a kind of place only says which kind, or in which ward."""
    rest = _WARD.sub("", run)
    return not rest or bool(_GENERIC.fullmatch(rest)) or run.endswith(("先", "症", "病", "症候群", "障害"))


_TWO_LETTERS = re.compile(r"[一-龥ァ-ヺA-Za-z]{2}")
_KANA_ONLY = frozenset(words("kinds only behind a name in kana"))
_TAIL = re.compile(r"[荘苑園舎館]|の家|の里")
# Behind these kinds hiragana that begin like no particle are a name.
_NAMING_ALONE = frozenset(words("kinds that kana behind them name"))
_NO_NAME = re.compile(one_of("no name in hiragana"))
_WARD = re.compile(r"^(?:東京都|[一-龥]{2,3}県)?(?:[一-龥]{1,5}[区市町村]立?)?")
# Kinds that also end plain words: 会社, 事業所, ホーム.
_WIDE = frozenset(words("kinds that end plain words"))


def _without_front(run: str, begin: int) -> tuple[str, int]:
    """Take off what a sentence puts before a name: 入院先の…, 現在…, 先週…."""
    front = re.match(
        r"(?:.*[のが](?=[一-龥]{2,}|[ァ-ヺ]))?(?:現在|先日|先週|今週|昨日|今日|本日|明日|来週|当時|今年|来年|昨年|今月|先月|来月|妹|弟|兄|姉|母|父|娘|息子|長男|長女|次男|次女|本人|利用者|主治医|入院先|通院先|転院先|通所先|担当)?",
        run,
    )
    size = front.end() if front else 0
    if (size and run[:size].endswith(("の", "が"))) or (size and not re.search(r"[のが]", run[:size])):
        joined = re.search(r"[一-龥]{1,3}[のが]$", run[:size])
        if joined and joined[0] + re.match(r"[一-龥]{0,2}", run[size:])[0] in lists().places:  # type: ignore[index]
            return run[joined.start() :], begin + joined.start()
        return run[size:], begin + size
    return (run[size:], begin + size) if size else (run, begin)


def _kana_start(text: str, kana: re.Match[str], run: str, *, plain: bool) -> int | None:
    """Return where a name begins that has hiragana before its kanji or its kind (つくし野小学校, ひまわり作業所).

    `plain` says that what stands between only tells the kind; then only names count that offices often have.
    """
    said, at = kana[0], kana.start()
    left = text[at - 1] if at else ""
    if said in lists().offices and (front := _FRONT_NAME.search(text, max(0, at - 5), at)):
        return at if front[0] in lists().before or front[0] in lists().roles else front.start()
    if _LETTER.match(left):
        if said[0] not in "はがのにをとでもへや":
            return None
        said, at = said[1:], at + 1
    for cut in range(len(said)):
        if said[cut:] in lists().offices and (cut == 0 or said[cut - 1] in "はがのにをとでもへやる"):
            return at + cut
    if (plain and run) or len(run) > 2 or not 2 <= len(said) <= 7 or _NO_FRONT.match(said):
        return None
    known = (
        said[-1] not in "のはがをにとでも"
        and (run or len(said) > 2)
        and (said in lists().kana_surnames or said in lists().kana_given)
    )
    return at if known or not _END_OF_PHRASE.search(said) else None


_LETTER = re.compile(r"[一-龥々ァ-ヺー]")
_NO_FRONT = re.compile(r"(?:ひとり|ふたり|この|その|あの|どの|ほか|いつ|どこ|こちら|そちら|よく|まだ|もう|すぐ|ある)")
