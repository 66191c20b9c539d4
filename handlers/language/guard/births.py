"""Days of birth, of every era; a year alone is none, nor is the day of a training."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ERA = rf"(?:(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR]\.?|(?<![一-龥])[昭平令大]) ?(?:{_N}|元) ?)"
_YEAR = r"(?:(?:18|19|20)\d\d|[一二][〇零一二三四五六七八九]{3}|'\d\d|(?<!\d)\d\d(?=年))"
_WEST_ERA = rf"(?:{_YEAR} ?(?:年)?\({_ERA}年?\) ?年?|{_ERA}年?\({_YEAR}年?\) ?年?|{_ERA}|{_YEAR})"
_SEP = r"(?: ?[./・-] ?|年 ?| )"
_DAY = rf"(?:{_WEST_ERA}{_SEP}?{_N}(?: ?[./・-] ?|月 ?| ){_N}日?)"
_EIGHT = r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = rf"(?:{_WEST_ERA}{_SEP}{_N}月)"
_ANNUAL = rf"(?<!\d)(?<!年){_N}月 ?{_N}日"
_BORN = (
    r"(?: ?[(（]?(?:生まれ|生れ|うまれ|産まれ|産れ|誕生(?!日会|会)|出生"
    r"|生(?![活徒産命存業物後涯前計息保理協態鮮]))[)）]?)"
)
_PAREN = r"(?:\(.{1,8}?\))?"
_SIGNS = "(?=[明大昭平令MTSHRmtshr'0-9一二])"
_FULL = re.compile(rf"{_SIGNS}(?:(?:{_DAY}|{_EIGHT}){_PAREN}{_BORN}|{_MONTH}{_BORN})")
_BORN_ON = r"(?:生年月日|誕生日|生年|出生日|出生|バースデー|お?生まれ(?!て|た)|D\.?O\.?B\.?|(?<![一-龥])生)"
_LABEL = re.compile(
    rf"{_BORN_ON}(?:[:=はがも、】\])」「( \n→⇒]|日){{0,3}} ?(?P<day>{_DAY}|{_EIGHT}|{_MONTH}|{_ANNUAL}"
    rf"|(?<!\d)(?:19|20)?\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}|(?<!\d)\d{{1,2}}/\d{{1,2}}(?![\d/]))",
    re.I,
)
_AGED = re.compile(rf"{_SIGNS}(?P<day>{_DAY})(?=日?[ 、,]?[(（]?(?:満|現在)? ?\d{{1,3}} ?[歳才])")
# The birthday of somebody, but not what a rule says about everybody born then.
_BIRTHDAY = re.compile(
    rf"{_ANNUAL}{_BORN}(?!(?:まれ|れ)?の?(?:場合|児童|子ども|お子|人は|方は|とき|だと|なら|まで|以[前降]))"
)
# A day in brackets right behind a name; the guard asks for it once it knows the names.
_BRACKET = re.compile(rf"(?:さん|様|氏|くん|君|ちゃん)?[ 　]?[(（](?P<day>{_DAY}|{_EIGHT})(?=[)）、,・/ ])")


def births(text: str) -> Iterator[Hit]:
    """Give the days of birth."""
    for pattern in (_FULL, _BIRTHDAY):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), Kind.DOB)
    for pattern in (_LABEL, _AGED):
        for match in pattern.finditer(text):
            yield Hit(match.start("day"), match.end("day"), Kind.DOB)


def birth_behind(text: str, end: int) -> Hit | None:
    """Return the day in brackets that stands right behind a name ending at `end`."""
    match = _BRACKET.match(text, end)
    return Hit(match.start("day"), match.end("day"), Kind.DOB) if match else None
