"""Addresses of the net and telephones: links, mail, accounts of services, numbers to call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.language.guard.kinds import Hit, Kind

_TOP = "com|jp|net|org|io|gl|me|tokyo|info|ly|co|app|dev|link|page|be|tv|cc|us|biz|site|online|shop|xyz|gle"
_LINK = re.compile(
    r"(?i)(?:h?ttps?://|www\.)[!-;=?-{}~]+"
    rf"|(?<![\w.@%+-])(?:[a-z0-9](?:[a-z0-9-]{{0,40}})\.){{1,5}}(?:{_TOP})(?![\w.-]*@)(?:[/?#][!-;=?-{{}}~]*|(?![\w-]))"
)
_HOST = re.compile(r"(?i)(?:h?ttps?://)?(?:[^/?#@]*@)?([^/?#:]+)")
# Pages of the state, of prefectures and of towns are open to everybody.
_OPEN = re.compile(
    r"(?i)(?:^|\.)(?:[a-z-]+\.(?:go|lg)\.jp|(?:city|pref|town|vill|metro)\.(?:[a-z-]+\.){0,2}jp|metro\.tokyo\.jp)$"
)
_DOT = r"(?:\.| ?[(\[]dot[)\]] ?|ドット)"
_AT = re.compile(
    r"(?i) ?(?:@|[(\[<{]at[)\]>}]|[(\[]アット(?:マーク)?[)\]]|アットマーク)"
    rf" ?([a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{1,5}})"
)
_LOCAL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}$")
_SERVICE = (
    r"(?:LINE|ライン|らいん|Instagram|インスタ(?:グラム)?|Twitter|ツイッター|旧?X(?![A-Za-z])|Facebook|フェイスブック|FB|TikTok|ティックトック|Skype|スカイプ"
    r"|カカオ(?:トーク)?|Discord|ディスコード|Threads|WhatsApp|WeChat|Telegram|テレグラム|Bluesky|Messenger|SNS|Switch|PSN|裏?アカ(?:ウント)?|アカウント名?|ユーザー名?|ユーザーID|ID)"
)
_ACCOUNT = re.compile(
    rf"(?i)(?=[A-Z旧裏アイカスツテデティフユラら])(?<![A-Za-z]){_SERVICE}(?:の?(?:ID|アカウント名?|アカ|ユーザー名|名前))?"
    r"(?P<mark>(?:\s?[:：=]\s?|\s?[はがをの「『(]\s?|\s)?)(?P<id>@?[A-Za-z0-9][A-Za-z0-9_.-]{2,30})(?![A-Za-z0-9_@])"
)
_STRONG = re.compile(r"(?i)ID|アカ|[:：=@]|名")
_MENTION = re.compile(r"(?<![A-Za-z0-9._%+<-])@[A-Za-z0-9_.]{3,30}(?![A-Za-z0-9_@])")
_NOBODY = re.compile(r"(?i)@?(?:channel|here|everyone|all|idobata|works?|zoom|id|line|group|meeting|official)")

_DIGITS = str.maketrans("〇零一二三四五六七八九○◯", "0012345678900")
_SEP = r"(?:[-.・/_ ]{1,2}\n?|\n-?|の|[ ]?[()][ ]?|\)-|-\()?"
_CALL = re.compile(
    rf"(?<![\d_-])(?<!\d\.)(?:(?<![A-Za-z])|(?<=TEL)|(?<=FAX)|(?<=[Tt]el)|(?<=[Ff]ax))(?:\(?\+81|\(?0)\d{{0,4}}(?:{_SEP}\d{{1,5}}){{1,4}}(?![\d])"
)
_BARE = re.compile(r"(?<![\d_-])(?:(?<![A-Za-z])|(?<=TEL)|(?<=FAX)|(?<=[Tt]el)|(?<=[Ff]ax))0\d{9,10}(?!\d)")
_NEAR = re.compile(
    r"(?i)(?:電話|でんわ|TEL|☎|📞|📱|携帯|けいたい|ケータイ|スマホ|FAX|ファックス|連絡先|電話番号)[^\d\n]{0,8}"
    r"(?<![\d-])(\d{2,4}-\d{4}|\d{8}|\d{4} \d{4})(?![-\d])"
)
_FREE = ("0120", "0570")
# Other numbers of ten or eleven digits say what they are.
_OTHER = re.compile(
    r"(?:受給者?|証|保険者|手帳|口座|会員|事業所|法人|患者|診察券|カルテ|伝票|請求|管理|指定|公費|記号|注文|品番|型番|ミーティング|会議)[^\d\n]{0,8}$"
)


def links(text: str) -> Iterator[tuple[Hit, bool]]:
    """Give the links and mail addresses of a text; with each whether it is personal (a page of the state is not)."""
    for match in _AT.finditer(text):
        if local := _LOCAL.search(text, max(0, match.start() - 64), match.start()):
            yield Hit(local.start(), match.end(), Kind.EMAIL), not _OPEN.search(match[1])
    for match in _LINK.finditer(text):
        end = match.start() + len(match[0].rstrip(".,;:!?)]}'\"*_~"))
        host = _HOST.match(text, match.start(), end)
        yield Hit(match.start(), end, Kind.URL), not (host and _OPEN.search(host[1]))


def accounts(text: str) -> Iterator[Hit]:
    """Give the names that people have in other services."""
    for match in _ACCOUNT.finditer(text):
        said, name = match[0], match["id"]
        strong = _STRONG.search(said[: match.start("id") - match.start()] + name[0])
        odd = re.search(r"[0-9_@]", name) and re.search(r"[A-Za-z_]", name)
        service = not re.match(r"(?i)(?:ID|SNS|アカウント|ユーザー)", said)
        if not match["mark"] and name[0] != "@" and text[match.start("id") - 1].isascii():
            continue
        if not _NOBODY.fullmatch(name) and ((strong and (odd or service)) or (odd and match["mark"])):
            yield Hit(match.start("id"), match.end("id"), Kind.ACCOUNT)
    for match in _MENTION.finditer(text):
        if not _NOBODY.fullmatch(match[0].rstrip(".")) and re.search(r"[0-9_]", match[0]):
            yield Hit(match.start(), match.end(), Kind.ACCOUNT)


def phones(text: str) -> Iterator[Hit]:
    """Give the telephone numbers; those that are free to call belong to services."""
    numbers = text.translate(_DIGITS)
    for match in _CALL.finditer(numbers):
        yield from _called(text, match)
    for match in _BARE.finditer(numbers):
        if _is_number(match[0], "") and not _OTHER.search(text, max(0, match.start() - 14), match.start()):
            yield Hit(match.start(), match.end(), Kind.PHONE)
    for match in _NEAR.finditer(numbers):
        yield Hit(match.start(1), match.end(1), Kind.PHONE)


def _called(text: str, match: re.Match[str]) -> Iterator[Hit]:
    said = match[0]
    if not _is_number(re.sub(r"[^\d+]", "", said), said):
        return
    if "○" in text[match.start() : match.end()] or _OTHER.search(text, max(0, match.start() - 14), match.start()):
        return
    start = match.start() + (len(said) - len(said.lstrip("("))) * (")" not in said)
    yield Hit(start, match.end(), Kind.PHONE)


def _is_number(digits: str, said: str) -> bool:
    """Tell whether digits are a number to call in Japan."""
    if digits.startswith("+81"):
        return 9 <= len(digits.removeprefix("+81").removeprefix("0")) <= 10
    if digits.startswith("+") or digits.startswith(_FREE) or digits.startswith("00"):
        return False
    if not digits.startswith("0"):
        return False
    groups = re.findall(r"\d+", said)
    if groups[:1] == ["0800"]:
        return False
    if len(digits) == 11:
        return digits[1:3] in ("70", "80", "90", "50", "20") and (len(groups) < 2 or len(groups[-1]) >= 3)
    if len(digits) == 10 and digits[1:3] not in ("70", "80", "90", "50"):
        return len(groups) < 2 or (len(groups[-1]) in (4, 7, 8))
    return False
