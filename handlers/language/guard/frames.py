"""Names without an honorific: 氏名：…, 担当の…, ケース「…」, a full name anywhere, surnames that everybody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of, words
from handlers.language.guard.names import KANJI, framed, full_name, hiragana_of, is_given, is_surname, kana_name

_PERSON = one_of("who may be named")
_NAMED = one_of("labels of names")
_SIGN = r"[ ]?[:：=＝／/】\]］〕)）」][ ]?"
_LABEL = re.compile(
    rf"(?P<named>{_NAMED})(?:{_SIGN}|[ ]?[はが][、 ]?| )"
    rf"|(?P<role>{_PERSON}|{one_of('labels of persons')})(?:名|氏名)?(?:{_SIGN}|(?=[「『]))"
)
_OF = re.compile(rf"{_PERSON}(?:の| |、|が|は)(?=[^ ])")
_QUOTED = re.compile(
    r"(?:ケース|利用者|対象者?|事例|本人|件名|名前|氏名|児童|患者)?[「『“\"【]([^」』”\"】\n]{2,10})[」』”\"】](?P<after>さん|の件|のケース|ケース|氏|という(?:方|人|名|子|利用)|って(?:方|人|子)|と(?:いう|呼|名))?"
)
_RUNS = re.compile(rf"{KANJI}{{1,12}}")
_KANA_RUN = re.compile(r"[ァ-ヺー]{2,10}(?:[ ・][ァ-ヺー]{2,10})?")
_STOP = re.compile(r"[はがをにのとへもでやよねかだっ宛さく、。 ]|です|から|より|まで|様|氏|君|先生|$|[^ぁ-ん一-龥]")
_SUBJECT = re.compile(one_of("behind a name alone"))
_BLANK = frozenset("○◯〇●◎△▲□■×✕＊*☆★")
_JOINED = re.compile(r"[とや・、,/&→⇒]|及び|および|並びに")
_SPACED_GIVEN = re.compile(rf"[ ]({KANJI}{{1,4}}|[ぁ-ん]{{2,6}}|[ァ-ヺー]{{2,8}})")


def unhonoured(text: str) -> Iterator[Hit]:
    """Give the names that stand without an honorific."""
    yield from _labelled(text)
    yield from _of_somebody(text)
    yield from _quoted(text)
    for match in _RUNS.finditer(text):
        yield from _alone(text, match.start(), match[0])
    for match in _KANA_RUN.finditer(text):
        yield from _kana_pair(text, match)


def _labelled(text: str) -> Iterator[Hit]:
    for match in _LABEL.finditer(text):
        at = match.end()
        while text[at : at + 1] in ("「", "『", " ", "“", '"') and at < len(text):
            at += 1
        named = match["named"] is not None and not match[0].rstrip().endswith(("は", "が"))
        if hit := _name_at(text, at, named=named and not match[0].endswith(" ")):
            yield hit


def _of_somebody(text: str) -> Iterator[Hit]:
    for match in _OF.finditer(text):
        at = match.end()
        if match[0][-1] in "がは、" and match[0][-1] != " ":
            continue
        if hit := _name_at(text, at, named=False, near=True):
            yield hit


def _name_at(text: str, at: int, *, named: bool, near: bool = False) -> Hit | None:
    """Return the name that begins at a place which a frame has promised a person; `named` promises a name."""
    if kanji := _RUNS.match(text, at):
        return _kanji_at(text, at, kanji[0], named=named, near=near)
    kana = re.compile(r"[ぁ-んー]{2,12}").match(text, at)
    if kana:
        return _hiragana_at(text, at, kana[0], named=named)
    kata = re.compile(r"[ァ-ヺー]{2,10}(?:[ ・][ァ-ヺー]{2,10}){0,3}").match(text, at)
    if kata and kata[0] not in lists().roles:
        known = hiragana_of(kata[0]) in lists().kana_surnames and _STOP.match(text, kata.end())
        if named or known:
            return Hit(at, kata.end(), Kind.PERSON, len(re.split(r"[ ・]", kata[0])[0]))
    latin = re.compile(r"[A-Z][A-Za-z]{1,15}(?: [A-Z][A-Za-z]{1,15}){1,2}").match(text, at)
    return Hit(at, latin.end(), Kind.PERSON) if latin and named else None


def _kanji_at(text: str, at: int, run: str, *, named: bool, near: bool) -> Hit | None:
    end = at + len(run)
    family = framed(run)
    if (
        family is None
        and near
        and 2 <= len(run) <= 4
        and is_given(run)
        and _STOP.match(text, end)
        and run not in lists().places
    ):
        return Hit(at, end, Kind.PERSON, 0) if _SUBJECT.match(text, end) else None
    if (
        family is None
        and named
        and (
            is_surname(run)
            or (
                2 <= len(run) <= 6
                and run not in lists().roles
                and not re.search(
                    r"[者員欄等順別]$|^[非不未]|記入|匿名|公表|記載|確認|不明|変更|省略|必須|入力|削除|個人|上記|同上|下記",
                    run,
                )
            )
        )
    ):
        family = len(run) if len(run) <= 3 else full_name(run) or 2
    if family is None:
        return None
    if family == len(run) and (given := _given_after(text, end)):
        return Hit(at, given, Kind.PERSON, family)
    return Hit(at, end, Kind.PERSON, family) if _STOP.match(text, end) or named else None


def _given_after(text: str, end: int) -> int:
    """Return where a given name ends that stands right behind a surname, in kana or after a space, or 0."""
    kana = re.compile(r"[ぁ-んー]{2,7}").match(text, end)
    if kana:
        for size in range(len(kana[0]), 1, -1):
            name = kana[0][:size]
            if name in lists().kana_given and name not in _NOT_GIVEN and _STOP.match(text, end + size):
                return end + size
        return 0
    kata = re.compile(r"[ァ-ヺー]{2,8}").match(text, end)
    if kata and hiragana_of(kata[0]) in lists().kana_given:
        return kata.end()
    spaced = _SPACED_GIVEN.match(text, end)
    if spaced:
        said = spaced[1]
        if is_given(said) or (len(said) > 1 and hiragana_of(said) in lists().kana_given and said not in _NOT_GIVEN):
            return spaced.end()
    return 0


_NOT_GIVEN = frozenset(words("no given name"))


def _hiragana_at(text: str, at: int, run: str, *, named: bool) -> Hit | None:
    for size in range(len(run), 1, -1):
        name = run[:size]
        if name in _NOT_GIVEN or not _STOP.match(text, at + size):
            continue
        family = kana_name(name)
        if family is not None and (
            named or (family == 0 and size >= 3 and name not in lists().offices) or 0 < family < size
        ):
            if not named and not _SUBJECT.match(text, at + size):
                continue
            if named and (given := _given_after(text, at + size)):
                return Hit(at, given, Kind.PERSON, size)
            return Hit(at, at + size, Kind.PERSON, family)
    return None


def _quoted(text: str) -> Iterator[Hit]:
    for match in _QUOTED.finditer(text):
        said = match[1]
        framed_by = match["after"] or not match[0].startswith(tuple('「『“"【'))
        family = framed(said)
        if family is None or (not framed_by and (said in lists().places or said not in lists().common)):
            kana = kana_name(said) if framed_by and re.fullmatch(r"[ぁ-んー]+", said) else None
            if kana is None or said in lists().offices:
                continue
            family = kana
        yield Hit(match.start(1), match.end(1), Kind.PERSON, family)


def _alone(text: str, start: int, run: str) -> Iterator[Hit]:
    """Give the name that a run of kanji is or begins or ends with, where nothing but itself says so."""
    if start and text[start - 1] in _BLANK:
        return
    known = lists()
    if run in known.known:
        return
    for cut in range(len(run)):
        if cut and run[:cut] not in known.before:
            continue
        name, at = run[cut:], start + cut
        if (
            len(name) >= 3
            and (family := full_name(name))
            and name not in known.surnames
            and name not in known.places
            and _clear(text, at + len(name), name)
        ):
            yield Hit(at, at + len(name), Kind.PERSON, family)
            return
        if len(name) >= 2 and name in known.surnames:
            if given := _given_after(text, at + len(name)):
                yield Hit(at, given, Kind.PERSON, len(name))
                return
            if name in known.common and _SUBJECT.match(text, at + len(name)) and _opens(text, at):
                yield Hit(at, at + len(name), Kind.PERSON, len(name))
                return
            yield from _pair(text, at, name)


def _opens(text: str, at: int) -> bool:
    """Tell whether a name alone may begin at a place: not behind a place's or an office's name."""
    return not at or not re.match(r"[A-Za-z0-9ァ-ヺー]", text[at - 1])


def _clear(text: str, end: int, name: str) -> bool:
    """Tell whether what follows lets a full name end there."""
    return (
        bool(_STOP.match(text, end))
        and not re.match(r"[ァ-ヺーA-Za-z]", text[end : end + 1])
        and name[-2:] not in ("大学", "病院")
    )


def _pair(text: str, at: int, name: str) -> Iterator[Hit]:
    """Give both names of 三宅と安藤 where the sentence begins or ends with them."""
    end = at + len(name)
    joined = _JOINED.match(text, end)
    other = _RUNS.match(text, joined.end()) if joined else None
    if not other or other[0] not in lists().surnames or len(other[0]) < 2:
        return
    both = (name, other[0])
    if all(one in lists().places or one in _PLACES_FIRST for one in both) or any(one in _PLACES_FIRST for one in both):
        return
    if re.match(r"[、。がはのをにも)）」\s]|$", text[other.end() : other.end() + 1]):
        yield Hit(at, end, Kind.PERSON, len(name))
        yield Hit(other.start(), other.end(), Kind.PERSON, len(other[0]))


_PLACES_FIRST = frozenset(words("places rather than names"))


def _kana_pair(text: str, match: re.Match[str]) -> Iterator[Hit]:
    """Give a full name in katakana: ヤマダ タロウ."""
    parts = re.split(r"[ ・]", match[0])
    if len(parts) != 2 or "ー" in match[0] or any(part in lists().roles for part in parts):
        return
    if hiragana_of(parts[0]) in lists().kana_surnames and hiragana_of(parts[1]) in lists().kana_given:
        yield Hit(match.start(), match.end(), Kind.PERSON, len(parts[0]))


def again(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Give the other places where a surname of two signs or more stands that was found with an honorific."""
    said = {text[hit.start : hit.start + hit.family] for hit in hits if hit.kind is Kind.PERSON and hit.family >= 2}
    for match in _RUNS.finditer(text) if said else ():
        if match[0] in said and match[0] not in _PLACES_FIRST and _SUBJECT.match(text, match.end()):
            yield Hit(match.start(), match.end(), Kind.PERSON, len(match[0]))
