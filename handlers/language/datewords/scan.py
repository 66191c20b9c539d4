"""From a folded text to its words: days, weeks, hours and what joins them; anything else makes it unreadable."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ERA = "令和|平成|昭和|[rhs]"
_YEAR = rf"(?:(?P<era>{_ERA})(?P<count>\d{{1,2}}|元)|(?P<western>\d{{4}}))"
_WEEK = "月火水木金土日"
_DAY = f"[{_WEEK}](?:曜日?)?"
_JOIN = "(?:[・、,/と]|か|または)"
_UNIT = "(?P<unit>営業日|平日|日|週間?|か月|年)"
_HALF = "午前|午後|am|pm|朝の?|お?昼の?|夕方の?|夜の?|晩の?"

# One letter for each kind of word. The order decides: what is longer, or more certain, stands first.
_RULES = (
    # Minutes.
    (
        "r",
        rf"(?P<half>{_HALF})?(?P<from>\d{{1,2}})(?:[~-]|から)(?P<hour>\d{{1,2}})時(?:(?P<minute>30)分|(?P<half_past>半))?(?!間)",
    ),
    (
        "t",
        rf"(?P<half>{_HALF})?の?(?P<hour>\d{{1,2}})"
        r"(?::(?P<colon>\d{2})(?::00)?(?![\d:])|時(?!間)(?:(?P<minute>\d{1,2})分|(?P<short>\d{2})(?![\d/.:時月日-])|(?P<half_past>半))?)"
        r"(?P<after>am|pm)?(?P<band>台)?",
    ),
    ("t", r"(?P<half>am|pm)(?P<hour>\d{1,2})(?![\d:時/月])"),
    ("t", r"(?P<hour>\d{1,2})(?P<after>am|pm)"),
    ("L", r"(?P<hours>\d{1,2})時間(?:(?P<half_past>半)|(?P<minute>\d{1,2})分)?"),
    ("L", r"(?P<minute>\d{1,3})分間?"),
    (" ", "の?どこか(?:で)?|のいつか|なら|の間(?:に|で)?"),
    # Days with their year.
    ("y", rf"{_YEAR}(?P<sign>[年./-])(?P<month>\d{{1,2}})[月./-](?P<day>\d{{1,2}})(?:日(?!曜)|(?!\d))"),
    ("y", r"(?P<western>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    ("u", r"(?P<year>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d./-])"),
    ("u", r"(?P<year>\d{1,2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日?"),
    (
        "h",
        rf"(?:{_YEAR}|(?P<near>今|本|当|来|翌|再来|昨|去|前))年度の?(?P<which>上半期|下半期|上期|下期|前期|後期|第[1-4]しはんき)",
    ),
    ("h", r"(?P<which>上半期|下半期|上期|下期|第[1-4]しはんき)"),
    ("F", rf"(?:{_YEAR}|(?P<first>元)|(?P<near>今|本|当|来|翌|再来|昨|去|前|一昨))年度"),
    ("k", rf"(?P<era>{_ERA})(?P<count>\d{{1,2}}|元)[年./-](?P<month>\d{{1,2}})(?:月(?!\d)|(?![\d./-]))"),
    ("k", r"(?P<western>\d{4})[年./-](?P<month>\d{1,2})(?:月(?!\d)|(?![\d./-]))"),
    ("Y", rf"{_YEAR}年|(?P<near>今|本|来|翌|再来|去|昨)年(?!度)|(?P<older>おととし)"),
    ("A", rf"(?P<low>\d{{1,2}})[、,~-](?P<count>\d{{1,3}}){_UNIT}間?(?:後|先)"),
    ("I", rf"(?:今後|これから|向こう)?(?:\d{{1,2}}[、,~-])?(?P<count>\d{{1,3}}){_UNIT}(?:間)?(?:以内|のうち)"),
    ("m", r"(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日(?!曜)|(?![\d/:時週]))"),
    ("m", r"(?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?:日(?!曜))?(?![\d:時./])"),
    # Days as seen from today.
    ("A", rf"(?P<count>\d{{1,3}}){_UNIT}(?:間)?(?P<extra>半)?(?:後|先)(?:に|の)?"),
    ("A", "(?P<half>半年|半月)(?:後|先)"),
    ("I", "(?P<half>半年|半月)(?:以内|のうち)"),
    ("J", r"(?P<count>\d{1,2})(?P<unit>日|週)間"),
    ("j", "の?(?:ある)?週(?![末明あ])"),
    ("B", rf"(?P<count>\d{{1,3}}){_UNIT}前(?!後)"),
    (
        "R",
        "(?P<word>明後日|あさって|明日|あした|あす|みょうにち|今日|本日|きょう|しあさって|翌々日|翌日|昨日|きのう|おととい)",
    ),
    (
        "S",
        r"(?P<word>大晦日|元日|元旦|年末年始|年末|年始|年明け|年内|お?正月明け|お?正月|年度末|年度内|年度明け|年度(?:初め|はじめ|始め|当初|頭))(?:すぐ|早々)?",
    ),
    ("S", r"(?P<word>(?:gw|お?盆|sw|\d?連休|大型連休)(?:の?(?:明け|あけ))|gw|お?盆休み?|お盆|sw|\d連休|連休)(?:すぐ)?"),
    (
        "S",
        "(?P<word>そのうち|近いうち|近々|近日中?|いつか|なるはや|なるべく早く|早め|数日(?:後|中|以内)?|数週間後?|しばらく後?|後日|追って|また今度|できるだけ早く|至急)",
    ),
    (
        "H",
        "(?P<word>成人の日|建国記念(?:の)?日|天皇誕生日|春分の日|昭和の日|憲法記念日|みどりの日|(?:こども|子ども|子供)の日"
        "|海の日|山の日|敬老の日|秋分の日|すぽーつの日|体育の日|文化の日|勤労感謝の日)"
        "(?:の?(?P<by>翌々日|翌日|次の日|前日|前の日|明け|あけ))?",
    ),
    # Weeks and weekdays.
    (
        "W",
        "(?P<word>今週|来週|再来週|さ来週|さらい週|さらいしゅう|らいしゅう|こんしゅう|先週|次週|翌週|翌々週|来来週|(?:今度|次)の週(?!末|明|あけ))",
    ),
    ("S", "(?P<word>週明け|週あけ|週末|週(?:初め|はじめ|頭))(?:すぐ|早々)?"),
    ("E", "(?P<word>隔週|毎週|毎月|毎日|毎朝|毎夕|毎)の?"),
    ("n", r"第(?P<count>\d)週目?|(?P<other>\d)週目"),
    ("N", rf"第(?P<count>\d(?:[・、,と]第?\d|第\d){{0,4}})(?=の?{_DAY})の?|(?P<last>最終|最後)の?(?={_DAY})"),
    ("b", rf"\((?P<day>[{_WEEK}])(?:曜日?)?(?:[・、/]?(?:祝日?|休))?\)|\((?:祝日?|休)\)"),
    (
        "w",
        rf"(?P<days>[{_WEEK}]曜日?(?:{_JOIN}?{_DAY}){{0,6}}|(?:[{_WEEK}]{_JOIN}){{1,6}}{_DAY}(?!\d)|[{_WEEK}]{{2,6}}(?![曜末初頭中{_WEEK}]))",
    ),
    ("w", "(?P<days>土日|平日)"),
    ("G", rf"(?P<days>[{_WEEK}])(?=(?:[~-]|から)[{_WEEK}]|の?(?:午|夕|朝|終日|[ap]m|\d{{1,2}}[:時]))"),
    ("g", rf"(?P<days>[{_WEEK}](?:{_JOIN}?[{_WEEK}]){{0,6}})(?![曜末初頭中{_WEEK}])"),
    ("x", "(?:今度|次回?)の?(?=[月火水木金土日週連])"),
    # Months and what is named of them.
    ("M", r"(?P<month>\d{1,2})月|(?P<near>今|当|本|来|翌|再来|さ来|先|前)月|月(?=末|初|頭|はじ|の?(?:終|おわ))"),
    ("s", "(?P<word>終日|1日中|1日じゅう|全日|丸1日|まる1日|am|pm)|(?P<any>いつでも|何時でも|時間は問いません)"),
    ("z", "1日(?!中|間|前|後|以内|から|まで|[~、,・か-])"),
    ("D", r"(?P<day>\d{1,2})(?=(?:[、,・~-]|か|と|から)\d{1,2}日(?!後|以内|間|前))"),
    ("D", r"(?P<day>\d{1,2})日(?!曜)"),
    (
        "P",
        "(?P<word>上旬|初旬|中旬|下旬|初め|はじめ|始め|初頭|初|頭|あたま|早々|半ば|なかば|中頃|中ごろ|末日?|終わり|おわり|前半|後半|明け)",
    ),
    # Spans of a day.
    (
        "s",
        r"(?P<word>午前中?(?:の?(?:早め|早い時間|遅め|遅い時間|早く|遅く))?|午後(?:1番?(?![時\d])|いち|の?(?:早め|早い時間|遅め|遅い時間|早く|遅く))?)",
    ),
    (
        "s",
        "(?P<word>夕方|夕刻|朝1番?|朝いち(?:ばん)?|正午|お?昼(?:過ぎ|すぎ|前|まえ|休み|頃|ごろ|1|いち|から)?|早朝|朝|夜間?|晩|日中)",
    ),
    ("q", r"(?P<hour>\d{2})(?P<minute>\d{2})(?!\d)"),
    ("#", r"(?P<number>\d{1,2})(?![\d/.:])"),
    # What joins and colours them.
    ("T", "(?P<until>まで(?:に|の間)?|以内|いっぱい)|中(?:に|で)?|じゅうに?|内に?"),
    ("U", "(?P<word>以降|以後|より後|過ぎ|すぎ)"),
    ("~", "(?P<word>から|より|~|-|ー)"),
    ("V", "頃|ごろ|ころ|くらい|ぐらい|あたり|辺り|前後|付近|だいたい|およそ|約|ほど"),
    ("K", "のまま"),
    (" ", "ですか|でしょうか|はどう|はいかが|いかが|どうですか|可能|できますか|空いて(?:い)?ますか|(?:お|ご)?都合"),
    (
        " ",
        "(?:を|で|に)?(?:お?願い|おねがい)(?:いた)?します|(?:を)?(?:第[123])?希望(?:日)?(?:します|です)?|です|ます|時点|現在",
    ),
    (" ", "訪問|(?:来|き)て|ほしい|欲しい|いただけ(?:ますか|たら|ると)|(?:うれ|嬉)しい|助かります|ずっと|まるまる"),
    (" ", "(?:が|で|に)?(?:よい|いい|良い)|して(?:ほしい|ください)|ください|大丈夫|できれば|可能なら|よろしく|ok"),
    (" ", r"t(?=\d)|(?:\((?:仮|予定)\))"),
    (" ", "[のにはでをがもだ:。.!? ]|日時|日程"),
    ("&", "・|、|,|/|&|か|または|又は|もしくは|と|or"),
)
_COMPILED = tuple((kind, re.compile(rule)) for kind, rule in _RULES)
# After these a weekday may stand as one letter: 来週火.
_LETTER_AFTER = frozenset("WNEnA&wymDR")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind's letter, its parts, and whether a space stood before it."""

    kind: str
    parts: dict[str, str | None]

    def number(self, name: str) -> int:
        """Return a part that is a number."""
        return int(self.parts.get(name) or 0)


def scan(text: str) -> list[Token] | None:
    """Return the words of a folded text without what says nothing; None where something is no word of these."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        for kind, rule in _COMPILED:
            if not _stands(kind, found):
                continue
            if match := rule.match(text, at):
                break
        else:
            return None
        if kind != " ":
            found.append(_token(kind, match))
        at = match.end()
    return found


def _token(kind: str, match: re.Match[str]) -> Token:
    if kind == "z":
        # 10/6 一日: all of that day.
        return Token("s", {"word": "終日"})
    return Token("w" if kind in "gG" else kind, match.groupdict())


def _stands(kind: str, found: list[Token]) -> bool:
    """Tell whether a word that is none by itself may stand behind these."""
    if kind == "g":
        return _letter_stands(found)
    if kind == "z":
        return bool(found) and found[-1].kind in "ymDRwb"
    return kind != "G" or not found or found[-1].kind == "&"


def _letter_stands(found: list[Token]) -> bool:
    kinds = "".join(token.kind for token in found[-2:])
    return kinds[-1:] in _LETTER_AFTER or kinds == "w~"
