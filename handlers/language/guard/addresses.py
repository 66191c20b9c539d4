"""Where somebody lives: an address from the block on (丁目, 番地, 1-2-3), with ward, house and postal code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of, words

_N = r"(?:\d{1,4}|[一二三四五六七八九十百〇]{1,4})"
_D = r"(?:-|の|ノ)"
_REST = (
    rf"(?:(?<=[目地番\d一二三四五六七八九十])(?:-|の|ノ| )?{_N}(?:番地?|号(?!線|車))?"
    rf"(?:(?:{_D})?{_N}(?:号室?|番)?(?!\d))?(?:{_D}{_N}(?!\d))?)"
)
_BLOCK = re.compile(
    r"(?=[0-9一二三四五六七八九十百〇])(?:"
    rf"(?<![\d一二三四五六七八九十第]){_N}丁目{_REST}?"
    rf"|(?<![\d第])(?<![一二三四五六七八九十]){_N}番地(?:の?{_N})?(?:-{_N})?"
    rf"|(?<![\d第]){_N}番{_N}号?(?!線)(?:-{_N})?"
    rf"|(?<![\d第-]){_N}番{_N}-{_N}"
    r"|(?<![\d.,第:/-])\d{1,4}(?:-\d{1,4}){1,4}(?![\d:/.]|-)"
    r"|(?<![\d一二三四五六七八九十第])[一二三四五六七八九十]{1,3}(?:[-の][一二三四五六七八九十]{1,3}){1,2}"
    r"|(?<=[一-龥])\d{1,4}(?:の\d{1,4}){1,3}(?!\d))"
)
_STRICT = re.compile(r"丁目|番地|番[\d一二三四五六七八九十]+号")
_KANA_CITIES = one_of("cities in kana")
_K = r"[一-龥々〆𠀀-𪛟ヶケノツ]"
_RUN = re.compile(rf"(?:{_K}|[ぁ-んァ-ヺー]|[ \n]|〒|\d{{1,3}}(?:条|線)|\d{{3}}-?\d{{4}})*$")
_WARD = re.compile(rf"(?:{_K}{{1,6}}|{_KANA_CITIES})[区市町村郡]")
_LABEL = re.compile(rf"{one_of('labels of addresses')}[はが:=のにへで、】」\] ]*")
_BUILT = one_of("houses")
_KANA_HOUSE = rf"[ぁ-ん](?=[ぁ-んァ-ヺー一-龥]{{1,8}}(?:{_BUILT}|\d))"
_FLAT = r"(?:号室|号|室|階|F)?"
_HOUSE = re.compile(
    rf"[ \n、,]?(?!{one_of('no house')})(?:[ァ-ヺー・A-Za-z一-龥ヶ々]|{_KANA_HOUSE}){{2,14}}?"
    rf"(?:{_BUILT}[ ]?(?:[A-Z]?-?\d{{1,4}}(?:号棟|棟|-)?)?(?:-?\d{{1,4}}|[〇一二三四五六七八九]{{3,4}})?{_FLAT}"
    rf"|[ ]?#?[A-Z]?-?\d{{1,4}}{_FLAT}(?![\d-])(?![年月日時歳回名人円]))"
    rf"|の?{_BUILT}[ァ-ヺーぁ-ん一-龥]{{1,10}}[ ]?\d{{1,4}}{_FLAT}"
    r"|[ \n、,]?(?:\d{1,4}号室|[A-Z]?\d{1,2}号?棟 ?\d{1,4}(?:号室?|室)?)"
)
_ROOM = re.compile(
    rf"(?:[ァ-ヺー一-龥々A-Za-z]{{1,12}}|(?<![ぁ-ん])[ぁ-ん]{{2,8}}){one_of('houses with rooms')}[ ]?"
    r"(?:[A-Z]?\d{1,3}(?:号棟|棟)[ ]?)?(?:\d{1,4}(?:号室|号|室)?)(?![\d-])(?![年月日時歳回名人円件世戸棟])"
)
_ROOM_AFTER = re.compile(
    rf"{one_of('houses before a name')}[ァ-ヺーぁ-ん一-龥々A-Z]{{1,10}}[ ]?\d{{2,4}}(?:号室|号|室)?"
    r"(?![\d-])(?![年月日時歳回名人円件世戸棟])"
)
_WORD_TOWNS = frozenset(words("towns like words"))
_AREA = re.compile(
    rf"〒? ?\d{{3}}-?\d{{4}}|東京都|北海道|(?:大阪|京都)府|{_K}{{2,3}}県|(?:{_K}{{1,6}}|{_KANA_CITIES})[市区郡]"
)
_TOWN = re.compile(rf"{_K}{{2,8}}")
_FEW = re.compile(rf"{_K}{{1,3}}$")
_PARTICLE = re.compile(r"[はがをにへでともの、] ?(?=[一-龥ァ-ヺ])|[ぁ-ん ]+(?=[一-龥ァ-ヺ])")
_POST = re.compile(r"〒 ?\d{3}-?\d{4}|(?:郵便番号)[はが:： ]{0,2}(?P<code>\d{3}-?\d{4})(?!\d)")
# What stands before a number of another kind: 様式1-2, 別紙1-3, 週2-3回.
_COUNTED = re.compile(rf"{one_of('before another number')}$")
_DAY = re.compile(r"(?:19|20)\d\d-(?:0?[1-9]|1[0-2])(?:-\d{1,2})?$")
_UNIT = re.compile(rf"[ ]?{one_of('units')}")


def addresses(text: str) -> Iterator[Hit]:
    """Give the addresses, from the postal code or the ward to the room."""
    for match in _BLOCK.finditer(text):
        start = _start(text, match)
        if start is not None:
            yield Hit(start, _end(text, match.end()), Kind.ADDRESS)
    for pattern in (_ROOM, _ROOM_AFTER):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), Kind.ADDRESS)
    for match in _POST.finditer(text):
        yield Hit(match.start("code") if match["code"] else match.start(), match.end(), Kind.ADDRESS)


def _end(text: str, end: int) -> int:
    house = _HOUSE.match(text, end)
    return house.end() if house else end


def _start(text: str, block: re.Match[str]) -> int | None:
    """Return where the address of a block begins, or None where the block is none."""
    low = max(0, block.start() - 40)
    run = _RUN.search(text, low, block.start())
    begin = run.start() if run else block.start()
    label = None
    for label in _LABEL.finditer(text, begin, block.start()):
        begin = label.end()
    begin = _after_particle(text, begin, block.start())
    left = text[begin : block.start()]
    said = left.strip()
    if _STRICT.search(block[0]):
        return (
            begin + len(left) - len(left.lstrip())
            if said and not (_is_count(said) and not _WARD.search(said))
            else None
        )
    if said in _WORD_TOWNS and block[0].count("-") == 2:
        return begin
    if _UNIT.match(text, block.end()) or _COUNTED.search(said) or _DAY.match(block[0]):
        return None
    known = bool(_WARD.search(said)) or said in lists().places or said.endswith(("町", "台", "丘", "丁")) or bool(label)
    three = block[0].count("-") + block[0].count("の") >= 2
    if not said or (not known and not (three and _TOWN.fullmatch(said))):
        return begin if label and three and not said else None
    return begin + len(left) - len(left.lstrip())


def _is_count(said: str) -> bool:
    return bool(_COUNTED.search(said)) or not re.search(r"[一-龥ァ-ヺ]", said)


def _after_particle(text: str, begin: int, end: int) -> int:
    """Return where the address begins within a run that a sentence may stand before."""
    run = text[begin:end]
    ward = _AREA.search(run)
    if ward:
        return begin + ward.start()
    cut = 0
    for one in _PARTICLE.finditer(run):
        if run[one.start() - 1 if one.start() else 0 :].strip() in lists().places:
            continue
        tail = run[one.end() :].strip()
        before = run[: one.start()]
        joined = _FEW.search(before)
        if joined and joined[0] + one[0].strip() + tail in lists().places:
            return begin + joined.start()
        cut = one.end()
    return begin + cut
