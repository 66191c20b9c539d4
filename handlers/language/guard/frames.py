"""Names without an honorific: 氏名：…, 担当の…, ケース「…」, a full name anywhere, surnames that everybody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kana import kana_like
from handlers.language.guard.kinds import Hit, Kind
from handlers.language.guard.lists import lists, one_of, words
from handlers.language.guard.names import ALONE, KANJI, framed, full_name, hiragana_of, is_given, is_surname, kana_name

_PERSON = one_of("who may be named")
_NAMED = one_of("labels of names")
_SIGN = r"[ ]?[:：=＝／/】\]］〕)）」][ ]?"
_LABEL = re.compile(
    rf"(?P<named>{_NAMED})(?:{_SIGN}|[ ]?[はが][、 ]?| )"
    rf"|(?P<role>{_PERSON}|{one_of('labels of persons')})(?:名|氏名)?(?:{_SIGN}|(?=[「『]))"
)
_OF = re.compile(rf"{_PERSON}(?:の| |、|が|は)(?=[^ ])")
_IS = re.compile(r"です|で、|でした|に(?:なり|変|代|交代)|と(?:いい|言い|申し)")
_RANK = re.compile(rf"(?<![A-Za-zァ-ヺー]){one_of('ranks before a name')}[ ]?(?={KANJI})")
_QUOTED = re.compile(
    r"(?:ケース|利用者|対象者?|事例|本人|件名|名前|氏名|児童|患者)?[「『“\"【]([^」』”\"】\n]{2,10})[」』”\"】](?P<after>さん|の件|のケース|ケース|氏|という(?:方|人|名|子|利用)|って(?:方|人|子)|と(?:いう|呼|名)|の(?:支援|計画|資料|記録|モニ|更新|担当|担会))?"
)
_RUNS = re.compile(rf"{KANJI}{{1,12}}")
_KANA_RUN = re.compile(r"[ァ-ヺー]{2,10}(?:[ ・][ァ-ヺー]{2,10})?")
_STOP = re.compile(r"[はがをにのとへもでやよねかだっ宛さく、。 ]|です|から|より|まで|様|氏|君|先生|$|[^ぁ-ん一-龥]")
_SUBJECT = re.compile(one_of("behind a name alone"))
_BLANK = frozenset("○◯〇△×✕＊*")
_KIN = frozenset(words("relatives"))
_RATHER_WORDS = frozenset(words("words rather than names alone"))
_CITIES = frozenset(words("cities and towns rather than names"))
_CLOSED = re.compile(r"[、。がはのをにも)」\s・/,]|さん|様|氏|両|$")
_ABOUT = re.compile(rf"[者員欄等順別]$|^[非不未]|{one_of('said about a field')}")
_BREAK = re.compile(r"[。\n!?・★☆■◆●◎▼▽>＞:;,、」』】)\]…😀-🫿\U0001f000-\U0001faff ]")
# 国分（36歳, 加藤（父）: who stands before such brackets is a person.
_TOLD_OF = re.compile(r"\((?:\d{1,3} ?[歳才]|[男女母父兄姉妹弟]|[SHTR昭平]\d|本人|長[男女]|次[男女])")
_ACTS = re.compile(rf"[がは、][^。\n]{{0,6}}?{one_of('does or has something')}")
_DOES = re.compile(
    rf"[がは、](?:[^。\n]{{0,8}}?){one_of('does or has something')}|の(?:お|ご)?{one_of('of somebody')}|:(?!\d)"
)
_HIRAGANA = re.compile(r"[ぁ-んー]{2,12}")
_SHORT_HIRAGANA = re.compile(r"[ぁ-んー]{2,7}")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,10}(?:[ ・][ァ-ヺー]{2,10}){0,3}")
_SHORT_KATAKANA = re.compile(r"[ァ-ヺー]{2,8}")
_LATIN = re.compile(r"[A-Z][A-Za-z]{1,15}(?: [A-Z][A-Za-z]{1,15}){1,2}")
_JOINED = re.compile(r"(?:[とや・、,/&→⇒]|及び|および|並びに) ?")
_MIXED_GIVEN = re.compile(r"[ぁ-ん]{2,3}[子代江枝美恵香乃絵世]")
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
        sure = match["named"] is not None or match[0].rstrip(" :=/】])」").endswith(
            ("者名", "児名", "児童名", "ケース名", "生徒名", "患者名")
        )
        named = sure and not match[0].rstrip().endswith(("は", "が"))
        if hit := _name_at(text, at, named=named and not match[0].endswith(" ")):
            yield hit


def _of_somebody(text: str) -> Iterator[Hit]:
    for match in _RANK.finditer(text):
        if hit := _name_at(text, match.end(), named=False):
            yield hit
    for match in _OF.finditer(text):
        at = match.end()
        if match[0][-1] == "は" and (run := _RUNS.match(text, at)) and _IS.match(text, run.end()):
            if (family := framed(run[0])) and run[0] not in _PLACES_FIRST:
                yield Hit(at, run.end(), Kind.PERSON, family)
        elif match[0][-1] not in "がは、" and (hit := _name_at(text, at, named=False, near=True)):
            yield hit


def _name_at(text: str, at: int, *, named: bool, near: bool = False) -> Hit | None:
    """Return the name that begins at a place which a frame has promised a person; `named` promises a name."""
    if kanji := _RUNS.match(text, at):
        return _kanji_at(text, at, kanji[0], named=named, near=near)
    kana = _HIRAGANA.match(text, at)
    if kana:
        return _hiragana_at(text, at, kana[0], named=named)
    kata = _KATAKANA.match(text, at)
    if kata and kata[0] not in lists().roles:
        known = hiragana_of(kata[0]) in lists().kana_surnames and _STOP.match(text, kata.end())
        if named or known:
            return Hit(at, kata.end(), Kind.PERSON, len(re.split(r"[ ・]", kata[0])[0]))
    latin = _LATIN.match(text, at)
    return Hit(at, latin.end(), Kind.PERSON) if latin and named else None


def _kanji_at(text: str, at: int, run: str, *, named: bool, near: bool) -> Hit | None:
    end = at + len(run)
    family = framed(run)
    if family is None and near and _is_given_alone(run) and _SUBJECT.match(text, end):
        return Hit(at, end, Kind.PERSON)
    if family is None and named and (is_surname(run) or _may_be_a_name(run)):
        family = len(run) if len(run) <= 3 else full_name(run) or 2
    if family is None:
        return None
    if family == len(run) and (given := _given_after(text, end) or (named and _any_given(text, end))):
        return Hit(at, given, Kind.PERSON, family)
    return Hit(at, end, Kind.PERSON, family) if _STOP.match(text, end) or named else None


def _is_given_alone(run: str) -> bool:
    return 2 <= len(run) <= 4 and is_given(run) and run not in lists().places


def _may_be_a_name(run: str) -> bool:
    """Tell whether kanji behind 氏名： are a name that no list has, and not what is said about the field."""
    known = lists()
    return 2 <= len(run) <= 6 and run not in known.roles and run not in known.nouns and not _ABOUT.search(run)


def _any_given(text: str, end: int) -> int:
    """Return where kana or kanji end that a space parts from a surname behind 氏名：, or 0."""
    spaced = _SPACED_GIVEN.match(text, end)
    return (
        spaced.end()
        if spaced and spaced[1] not in lists().roles and _BREAK.match(text[spaced.end() :][:1] or "\n")
        else 0
    )


def _given_after(text: str, end: int) -> int:
    """Return where a given name ends that stands right behind a surname, in kana or after a space, or 0."""
    kana = _SHORT_HIRAGANA.match(text, end)
    if kana:
        for size in range(len(kana[0]), 1, -1):
            name = kana[0][:size]
            if name in lists().kana_given and name not in _NOT_GIVEN and _STOP.match(text, end + size):
                return end + size
        mixed = _MIXED_GIVEN.match(text, end)
        return mixed.end() if mixed and kana_like(mixed[0]) and _STOP.match(text, mixed.end()) else 0
    kata = _SHORT_KATAKANA.match(text, end)
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
                if text[at:given] not in known.known:
                    yield Hit(at, given, Kind.PERSON, len(name))
                return
            if _stands_alone(text, at, name, begins=cut > 0 or _begins(text, at)):
                yield Hit(at, at + len(name), Kind.PERSON, len(name))
                return
            yield from _pair(text, at, name)
        if cut and name in ALONE and _IS.match(text, at + 1):
            yield Hit(at, at + 1, Kind.PERSON, 1)
        if cut and run[:cut] in _KIN and len(name) >= 2 and is_given(name) and _STOP.match(text, at + len(name)):
            yield Hit(at, at + len(name), Kind.PERSON, 0)


def _stands_alone(text: str, at: int, name: str, *, begins: bool) -> bool:
    """Tell whether a surname is a person with nothing but its place in the sentence to say so."""
    end = at + len(name)
    if name in _PLACES_FIRST or not _SUBJECT.match(text, end):
        return False
    if name in _RATHER_WORDS:
        return begins and bool(_ACTS.match(text, end))
    if _TOLD_OF.match(text, end):
        return True
    if name in lists().common:
        return _opens(text, at)
    return begins and (name not in _CITIES or bool(_DOES.match(text, end)))


def _begins(text: str, at: int) -> bool:
    """Tell whether a sentence, a line or an item of a list begins at a place."""
    return not at or bool(_BREAK.match(text[at - 1]))


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
    """Give the names of 三宅と安藤 and 清野、根岸、堀越 where nothing but names is told."""
    found = [Hit(at, at + len(name), Kind.PERSON, len(name))]
    while (joined := _JOINED.match(text, found[-1].end)) and (other := _RUNS.match(text, joined.end())):
        if other[0] not in lists().surnames or len(other[0]) < 2:
            break
        found.append(Hit(other.start(), other.end(), Kind.PERSON, len(other[0])))
    names = {text[hit.start : hit.end] for hit in found}
    if len(found) < 2 or names & _PLACES_FIRST or names & _RATHER_WORDS or names <= _CITIES:
        return
    if _CLOSED.match(text, found[-1].end):
        yield from found


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
