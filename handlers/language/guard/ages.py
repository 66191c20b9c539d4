"""An exact age beside a place below a ward: 梅島の17歳, 青井の50歳男性, 33歳、梅田在住."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of, words

_AGE_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
AGE = re.compile(
    rf"(?<![\d.,~〜-])(?:満|当時)?{_AGE_NUMBER} ?[歳才](?!{one_of('behind no exact age')})(?:\d{{1,2}}か月)?"
    rf"(?: ?の?{one_of('men and women')})?"
)
_LIVES = one_of("lives there")
_TOWN = r"[一-龥々ヶケノツ](?:[一-龥々ヶケノツ]|[のがつ](?=[一-龥])){1,11}?"
_BEFORE = re.compile(rf"(?P<place>{_TOWN})(?P<how>{_LIVES}|の)(?:の|、|,| |で)?{one_of('before an age')}?$")
_AFTER = re.compile(rf"(?:の方|の利用者|で|、|,|/|・| |\(|。){{1,2}}(?P<place>{_TOWN})(?P<how>{_LIVES}|\)|、| |/|$)")
_WARD = re.compile(r".*?[区市郡](?=.{2})(?!内|民|外|立|在|部|役|長)")
_WIDE = re.compile(
    r"[区市都道府県郡国内外]$|^(?:都内|区内|市内|近隣|地方|郊外|施設|実家|自宅|単身|地元|海外|団地|公営住宅|都営住宅|住宅|在宅|近所|民間|賃貸|一人|独居|同居|家族|両親|病院|当区|他区|隣|遠方|田舎|都心|寮|社宅|親元|都営団地|県外|持ち家|戸建て?|一戸建て)$"
)


def ages(text: str) -> Iterator[Hit]:
    """Give an age with the place beside it, as one."""
    for match in AGE.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - 26), match.start())
        if before and (size := _below_ward(before["place"], sure=before["how"] != "の")):
            yield Hit(before.end("place") - size, match.end(), Kind.AGE_PLACE)
            continue
        after = _AFTER.match(text, match.end())
        sure = bool(after) and after is not None and len(after["how"]) > 1
        if after and (size := _below_ward(after["place"], sure=sure)):
            end = after.end("how") if sure else after.end("place")
            yield Hit(match.start(), end, Kind.AGE_PLACE)


def ages_near(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Give the exact ages that stand beside a named place, in the same sentence and near."""
    for hit in hits:
        if hit.kind is not Kind.ORG:
            continue
        for match in AGE.finditer(text, max(0, hit.start - 16), hit.end + 20):
            between = text[match.end() : hit.start] if match.end() <= hit.start else text[hit.end : match.start()]
            if len(between) <= 12 and not re.search(r"[。\n]", between):
                yield Hit(match.start(), match.end(), Kind.AGE_PLACE)


def _below_ward(run: str, *, sure: bool) -> int:
    """Return how many signs at the end of a run are a place below a ward, or 0; `sure` where somebody lives there."""
    ward = _WARD.match(run)
    town = run[ward.end() :] if ward else run
    if _WIDE.search(town):
        return 0
    if ward and len(town) >= 2:
        return len(run)
    for cut in range(len(town) - 1):
        if town[cut:] in lists().places:
            return len(town) - cut
    if town in lists().roles or town in _WIDER:
        return 0
    named = re.search(r"[町台丘野島田]$|駅$", town)
    return (
        len(town)
        if (sure and len(town) <= 5)
        or (named and len(town) <= 4 and len(town) > 1 and town.endswith(("町", "台", "丘")))
        else 0
    )


_WIDER = frozenset(words("wider than a ward"))
