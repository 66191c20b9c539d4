"""Numbers that stand for one person: by their form, their check digit and the words beside them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SEP = r"[- ・.]?\n?"
_TWELVE = re.compile(rf"(?<![\d-])\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}(?![\d]|-\d)")
_SIXTEEN = re.compile(rf"(?<![\d-])\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}(?![\d]|-\d)")
_TEN = re.compile(
    rf"(?<![\d-])(?<!\d\.)(?:\d{{10}}|\d{{2}}{_SEP}\d{{4}}{_SEP}\d{{4}}|\d{{3}}{_SEP}\d{{3}}{_SEP}\d{{4}}|\d{{5}}{_SEP}\d{{5}}|\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{2}}|\d{{2}}{_SEP}\d{{5}}{_SEP}\d{{3}}|\d{{6}}{_SEP}\d{{4}})(?!\d|-\d)"
)
_SAID = re.compile(r"(?<![\d,-])(?<!\d\.)\d[\d -]{3,18}\d(?![\d,]|-\d)")
_PENSION = re.compile(r"(?<![\d-])\d{4}-\d{6}(?:-\d{2})?(?![\d-])")
_PLATE = re.compile(r"(?<=[一-龥ヶ ])\d{2,3} ?[あ-ん] ?(?:\d{2}-\d{2}|[・.]{1,3}-?\d{1,3}|\d{4})(?!\d)")
_PLATE_PLACE = re.compile(r"[一-龥ヶ]{1,4} ?$")
_PASSPORT = re.compile(r"(?<![A-Za-z\d])[A-Z]{2} ?\d{7}(?!\d)")
_RESIDENCE = re.compile(r"(?<![A-Za-z\d])[A-Z]{2} ?\d{8} ?[A-Z]{2}(?![A-Za-z\d])")
_HANDBOOK = re.compile(r"(?:[一-龥]{2,3}[都道府県])?第 ?\d{4,8} ?号")
_KEY = re.compile(
    r"(?P<my_number>マイナンバー(?:カード)?|個人番号カード|マイナ(?!ポ|保)|個人番号|通知カード)"
    r"|(?P<none>事業所(?:の)?番号|指定番号|事業者番号|法人番号|事業所No|請求番号|伝票|管理番号|問い?合わ?せ番号|受付番号|会議|ミーティング|Zoom|注文|品番|型番|保険者番号|市町村番号|ISBN|JAN|告示|省令|文書番号|整理番号|単位|円|研修番号|登録番号|予約番号|公費負担者)"
    r"|(?P<insurance_no>被保険者|保険証(?:の?番号)?|記号(?:・|と)?番号|記号|後期高齢|介護保険証(?:の?番号)?|健康保険|国保)"
    r"|(?P<pension_no>基礎年金|年金番号|年金手帳|年金証書|年金コード)"
    r"|(?P<recipient_no>受給者?|受給証|通所受給|通受証|受証|サービス証|支給決定番号|証の?(?:番号|No))"
    r"|(?P<handbook_no>手帳|愛の手帳|療育|身障|精神福祉)"
    r"|(?P<licence_no>免許証?(?:の?番号)?|運転経歴)"
    r"|(?P<bank_no>口座|普通預?金?|銀行|支店|ゆうちょ|信金|信用金庫|振込先)"
    r"|(?P<card_no>カード|クレカ|クレジット|VISA|JCB|Master)"
    r"|(?P<passport_no>パスポート|旅券|在留)"
    r"|(?P<patient_no>診察券|患者(?:番号|ID|No)|カルテ)"
)
_COUNT = re.compile(r"[年円人名件%歳]")
_UNIT = re.compile(r" ?[円個件人名単]|[A-Za-z%_]")
_TOLD_AFTER = re.compile(r"[がはも(]|って")
_LATIN = re.compile(r"[A-Za-z#_=/￥¥]$")
# How many digits each kind may have where its word stands right before.
_LENGTHS = {
    "my_number": (11, 13),
    "recipient_no": (6, 11),
    "insurance_no": (4, 12),
    "pension_no": (6, 11),
    "handbook_no": (4, 10),
    "licence_no": (12, 12),
    "bank_no": (6, 10),
    "card_no": (14, 16),
    "patient_no": (4, 12),
}


def my_number_holds(digits: str) -> bool:
    """Tell whether twelve digits are an individual number by their check digit (番号法施行令の検査用数字)."""
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(one) * weight for one, weight in zip(digits[:11], weights, strict=True)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def card_holds(digits: str) -> bool:
    """Tell whether sixteen digits are a card's by their check digit (Luhn)."""
    doubled = [int(one) * (2 if place % 2 == 0 else 1) for place, one in enumerate(digits)]
    return digits[0] in "3456" and sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


class _Words:
    """The words of a text that tell what a number is, in their order."""

    def __init__(self, text: str) -> None:
        found = [(match.start(), match.end(), str(match.lastgroup)) for match in _KEY.finditer(text)]
        self._starts = [start for start, _, _ in found]
        self._ends = [end for _, end, _ in found]
        self._kinds = [kind for _, _, kind in found]

    def before(self, place: int, reach: int) -> str:
        """Return what the nearest word tells that ends within `reach` before a place."""
        at = bisect_right(self._ends, place) - 1
        return self._kinds[at] if at >= 0 and self._ends[at] >= place - reach else ""

    def after(self, place: int, reach: int) -> str:
        """Return what the first word tells that begins within `reach` after a place."""
        at = bisect_left(self._starts, place)
        return self._kinds[at] if at < len(self._starts) and self._starts[at] <= place + reach else ""


def numbers(text: str) -> Iterator[Hit]:
    """Give the numbers that stand for one person."""
    digits = text.translate(_DIGITS)
    words = _Words(text)
    yield from _by_form(digits)
    yield from _by_word(digits, text, words)
    yield from _plates(digits)
    for match in _HANDBOOK.finditer(digits):
        if words.before(match.start(), 20) == "handbook_no" or match[0][0] != "第":
            yield Hit(match.start(), match.end(), Kind.HANDBOOK)
    for match in _TEN.finditer(digits):
        if match[0].isdigit() and match[0][0] != "0" and not _said_to_be(text, words, match):
            yield Hit(match.start(), match.end(), Kind.RECIPIENT)


def _by_form(digits: str) -> Iterator[Hit]:
    for match in _SIXTEEN.finditer(digits):
        if card_holds(re.sub(r"\D", "", match[0])):
            yield Hit(match.start(), match.end(), Kind.CARD)
    for match in _TWELVE.finditer(digits):
        if my_number_holds(re.sub(r"\D", "", match[0])):
            yield Hit(match.start(), match.end(), Kind.MY_NUMBER)
    for pattern, kind in ((_PENSION, Kind.PENSION), (_RESIDENCE, Kind.PASSPORT)):
        for match in pattern.finditer(digits):
            yield Hit(match.start(), match.end(), kind)


def _plates(text: str) -> Iterator[Hit]:
    """Give the numbers of cars, with the place before them."""
    for match in _PLATE.finditer(text):
        if place := _PLATE_PLACE.search(text, max(0, match.start() - 5), match.start()):
            yield Hit(place.start(), match.end(), Kind.PLATE)


def _by_word(digits: str, text: str, words: _Words) -> Iterator[Hit]:
    """Give the numbers whose kind a word before them tells."""
    for match in _SAID.finditer(digits):
        said = re.sub(r"\D", "", match[0])
        kind = words.before(match.start(), 16)
        low, high = _LENGTHS.get(kind, (1, 0))
        if low <= len(said) <= high and not _is_day(match[0]) and not _COUNT.match(text, match.end()):
            yield Hit(match.start(), match.end(), Kind(kind))
    for match in _PASSPORT.finditer(text):
        if words.before(match.start(), 16) == "passport_no":
            yield Hit(match.start(), match.end(), Kind.PASSPORT)
    for match in re.finditer(r"記号 ?([\dA-Za-z一-龥][\dA-Za-z一-龥・-]{0,9})[ 、,・]{0,3}番号 ?(\d{1,10})", text):
        yield Hit(match.start(), match.end(), Kind.INSURANCE)


def _is_day(said: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d[- ](?:0?[1-9]|1[0-2])[- ]\d{1,2}", said))


def _said_to_be(text: str, words: _Words, match: re.Match[str]) -> bool:
    """Tell whether ten digits are said to be something else, before or right after."""
    if _TOLD_AFTER.match(text, match.end()) and (after := words.after(match.end(), 6)):
        return after == "none"
    if words.before(match.start(), 20) == "none" or words.after(match.end(), 6) == "none":
        return True
    return bool(_UNIT.match(text, match.end()) or _LATIN.search(text, max(0, match.start() - 1), match.start()))
