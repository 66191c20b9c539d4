"""Masking: what each finding becomes, and the text with it; who is which letter stays the same through a thread."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase

from handlers.language.guard.kinds import Finding, Kind
from handlers.language.guard.normal import fold

# Behind the key of a surname: its letter has a given name, so that another given name is another person.
_NAMED = "+"
_WORDS = {
    Kind.INITIALS: "イニシャル",
    Kind.ADDRESS: "住所",
    Kind.PHONE: "電話番号",
    Kind.EMAIL: "メールアドレス",
    Kind.ACCOUNT: "アカウント",
    Kind.URL: "リンク",
    Kind.DOB: "生年月日",
    Kind.MY_NUMBER: "マイナンバー",
    Kind.RECIPIENT: "受給者証番号",
    Kind.INSURANCE: "保険証の番号",
    Kind.PENSION: "年金番号",
    Kind.HANDBOOK: "手帳番号",
    Kind.BANK: "口座番号",
    Kind.CARD: "カード番号",
    Kind.LICENCE: "免許証番号",
    Kind.PASSPORT: "旅券番号",
    Kind.PLATE: "車のナンバー",
    Kind.PATIENT: "診察券の番号",
}
# What a named place is, by the words in its name; the first that fits.
_PLACES = (
    (r"特別支援学校|支援学校|特支|養護学校|ろう学校|盲学校", "特別支援学校"),
    (r"小学校|小$", "小学校"),
    (r"中学校|中$", "中学校"),
    (r"高等学校|高校|高等部|高$", "高校"),
    (r"大学病院|病院", "病院"),
    (r"医院|クリニック|診療所|医療センター", "医療機関"),
    (r"大学|専門学校|学院|学園", "学校"),
    (r"幼稚園|保育|こども園|子ども園", "保育園など"),
    (r"放課後|放デイ|児童発達|児発|療育", "児童の通所先"),
    (r"グループホーム|ケアホーム|GH|ホーム|通勤寮|荘|苑", "グループホームなど"),
    (r"訪問看護|訪看", "訪問看護"),
    (r"ヘルパー", "ヘルパー事業所"),
    (r"相談支援|支援センター", "相談支援事業所など"),
    (r"短期入所|ショート", "短期入所先"),
    (r"作業所|A型|B型|工房|ワークショップ|就労|授産", "通所先"),
    (r"株式会社|有限会社|合同会社|会社", "会社"),
    (r"法人", "法人"),
)
_USED = re.compile(r"(?<![A-Za-z])([A-Z])(?=さん|様|氏|君|くん|ちゃん|先生|子さん|男さん|家|宅)")
# Behind it a full name is not the person whose surname alone was said before (山田さんの母の山田花子さん).
_KIN = re.compile(r"[母父兄姉妹弟娘夫妻男女子孫親]の?$")
_GENDER = re.compile(r"(?:男性|女性|男子|女子|男児|女児|男の子|女の子|男|女)$")


@dataclass(frozen=True, slots=True)
class Change:
    """What one finding becomes: `said` (with its honorific) and `becomes`, as a card says them."""

    finding: Finding
    said: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text, what became of each finding, and the letters that were given now, by key (see `keys`)."""

    text: str
    changes: tuple[Change, ...]
    letters: dict[str, str]


def keys(findings: Sequence[Finding]) -> list[str]:
    """Return the keys under which letters are looked up; the caller keeps a keyed hash of each, no name."""
    found = dict.fromkeys(
        key
        for one in findings
        if _is_person(one)
        for key in (one.key, one.family, one.family + _NAMED)
        if key != _NAMED
    )
    return [key for key in found if key]


def mask(text: str, findings: Sequence[Finding], known: Mapping[str, str], used: Collection[str] = ()) -> Masked:
    """Mask findings in the text that they were found in.

    `known` has the letters of the thread by key (of those that `keys` gives), `used` all letters that the thread uses.
    """
    people = _Letters(known, {*used, *known.values(), *_USED.findall(fold(text).text)})
    changes = [_change(one, people, bool(_KIN.search(text, max(0, one.start - 3), one.start))) for one in findings]
    parts, done = [], 0
    for change in changes:
        parts += [text[done : change.finding.start], change.becomes[: _cut(change)]]
        done = change.finding.end
    return Masked("".join([*parts, text[done:]]), tuple(changes), people.new)


def _cut(change: Change) -> int:
    """Return how much of what it becomes replaces the finding; the honorific behind it stays where it is."""
    return len(change.becomes) - len(change.finding.tail)


def _is_person(finding: Finding) -> bool:
    return finding.kind in (Kind.PERSON, Kind.INITIALS)


def _change(finding: Finding, people: _Letters, kin: bool) -> Change:
    said = finding.said + finding.tail
    if _is_person(finding):
        return Change(finding, said, people.of(finding, kin=kin) + (finding.tail or "さん"))
    if finding.kind is Kind.AGE_PLACE:
        return Change(finding, said, about_age(finding.said))
    if finding.kind is Kind.ORG:
        return Change(finding, said, about_place(finding.said))
    return Change(finding, said, f"（{_WORDS[finding.kind]}）")


class _Letters:
    """Gives letters: the same to the same person, a new one to another."""

    def __init__(self, known: Mapping[str, str], used: set[str]) -> None:
        self._known = dict(known)
        self._used = used
        self.new: dict[str, str] = {}

    def of(self, finding: Finding, *, kin: bool) -> str:
        """Return the letter of a person; `kin` says that she is told to be somebody's relative."""
        key, family = finding.key, finding.family
        named = family != key
        letter = self._known.get(key)
        if letter is None and named and not kin and family and self._known.get(family + _NAMED) is None:
            letter = self._known.get(family)
        if letter is None:
            letter = next(one for one in _alphabet() if one not in self._used)
        self._keep(key, letter)
        if family:
            self._keep(family, letter)
        if family and named and self._known[family] == letter:
            self._keep(family + _NAMED, letter)
        return letter

    def _keep(self, key: str, letter: str) -> None:
        self._used.add(letter)
        if key not in self._known:
            self._known[key] = self.new[key] = letter


def _alphabet() -> Iterator[str]:
    for size in (1, 2, 3):
        yield from ("".join(one) for one in product(ascii_uppercase, repeat=size))


def about_age(said: str) -> str:
    """Return an exact age as half of a decade, with the word for man or woman: 30代前半の男性."""
    # Who only masks or looks does not wait for all of the guard to be loaded.
    from handlers.language.guard.ages import AGE

    match = AGE.search(fold(said).text)
    if match is None:
        return "（年齢）"
    age = _number(match[0])
    if age < 10:
        about = "10歳未満"
    elif age >= 90:
        about = "90歳以上"
    else:
        about = f"{age // 10 * 10}代{'前半' if age % 10 < 5 else '後半'}"
    who = _GENDER.search(match[0])
    return f"{about}の{who[0]}" if who else about


def _number(said: str) -> int:
    found = re.search(r"\d+", said)
    if found:
        return int(found[0])
    kanji = re.sub(r"[^一二三四五六七八九十]", "", said.partition("歳")[0].partition("才")[0])
    tens, ten, ones = kanji.rpartition("十")
    value = "一二三四五六七八九".find
    return (value(tens) + 1 if tens else 1) * 10 * bool(ten) + (value(ones) + 1 if ones else 0)


def about_place(said: str) -> str:
    """Return what kind of place a named place is."""
    folded = fold(said).text
    return next((word for pattern, word in _PLACES if re.search(pattern, folded)), "事業所")
