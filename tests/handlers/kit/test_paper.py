"""A sheet as .docx, opened with another library: its words, its fonts, and no trace of who made it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.kit.paper import Block, Row, Sheet, to_docx
from messages.papers import SHEET, load_paper
from tests.word import FONTS, W, Word, open_word

MOMENT = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
PAPER = load_paper(SHEET)
WHOLE = Sheet(
    blocks=(
        Block("日付", (Row(text="11月23日（月）"),), table=True, single=True),
        Block("名前", (Row(lines=1),), table=True, single=True),
        Block(
            "よかった", (Row("本人中心", "寄り添う", ("よかったところがある", "どうでしたか。"), "帰り道"),), table=True
        ),
        Block(
            "ほか", (Row("社会モデル", "とらえる", ("これから考えたい",), lines=3), Row("力", text="x")), table=False
        ),
        Block("一歩", (Row(text="歩く"),), table=False, single=True),
        Block("メモ", (Row(lines=4),), table=False, single=True),
    ),
    notes=("ひとつめ", "ふたつめ"),
    moment=MOMENT,
)


def made(text: str) -> Word:
    """Return a sheet on which one text stands."""
    return open_word(to_docx(PAPER, Sheet((Block("x", (Row(text=text),), False, single=True),), (), MOMENT)))


def test_everything_stands_there_in_its_order() -> None:
    word = open_word(to_docx(PAPER, WHOLE))
    assert word.lines == [
        "振り返りシート",
        "日付",
        "11月23日（月）",
        "名前",
        "よかった",
        "本人中心",
        "寄り添う",
        "よかったところがある",
        "どうでしたか。",
        "帰り道",
        "ほか",
        "社会モデル",
        "とらえる",
        "これから考えたい",
        "力",
        "x",
        "一歩",
        "歩く",
        "メモ",
    ]
    assert word.tables == [
        [["日付", "11月23日（月）"], ["名前", ""]],
        [["本人中心\n寄り添う", "よかったところがある\nどうでしたか。\n帰り道"]],
    ]
    assert word.ruled == 1 + 3 + 4
    assert word.foot == ["ひとつめ", "ふたつめ"]


def test_a_sentence_of_the_ward_stands_above_ours_at_the_foot() -> None:
    assert open_word(to_docx(replace(PAPER, footer="みほん区"), WHOLE)).foot == ["みほん区", "ひとつめ", "ふたつめ"]


def test_the_font_is_named_for_japanese_text_too_and_no_theme_overrides_it() -> None:
    word = open_word(to_docx(PAPER, WHOLE))
    styles = word.parts["word/styles.xml"]
    used = {style.get(f"{W}val") for tag in ("pStyle", "rStyle") for style in word.body.iter(f"{W}{tag}")}
    assert used == {"Title", "Heading1", "Small"}
    dressed = [styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")]
    for style in styles.findall(f"{W}style"):
        if style.get(f"{W}styleId") in used | {"Normal", "Footer"}:
            dressed.append(style.find(f"{W}rPr/{W}rFonts"))
    assert len(dressed) == 6
    for fonts in dressed:
        assert fonts is not None and fonts.attrib == {f"{W}{slot}": "游ゴシック" for slot in FONTS}
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None and language.get(f"{W}eastAsia") == "ja-JP"
    table = word.parts["word/fontTable.xml"]
    others = {font.get(f"{W}name"): font.find(f"{W}altName") for font in table}
    instead = others["游ゴシック"]
    assert instead is not None and instead.get(f"{W}val") == "Noto Sans CJK JP"


def test_the_page_is_as_the_layout_says() -> None:
    word = open_word(to_docx(replace(PAPER, paper="B5", margins=(10, 20, 30, 40), size=12), WHOLE))
    size, margins = word.body.find(f"{W}sectPr/{W}pgSz"), word.body.find(f"{W}sectPr/{W}pgMar")
    assert size is not None and margins is not None
    found = [size.get(f"{W}{side}") for side in ("w", "h")]
    found += [margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")]
    # In twentieths of a point: 56.7 to a millimetre.
    assert [round(int(value or 0) / 56.69) for value in found] == [182, 257, 10, 20, 30, 40]
    normal = next(s for s in word.parts["word/styles.xml"] if s.get(f"{W}styleId") == "Normal")
    letters = normal.find(f"{W}rPr/{W}sz")
    assert letters is not None and letters.get(f"{W}val") == "24"
    width = sum(int(column.get(f"{W}w") or 0) for column in word.body.find(f"{W}tbl/{W}tblGrid") or ())
    assert round(width / 56.69) == 182 - 60


def test_the_file_says_nothing_of_who_or_what_made_it() -> None:
    word = open_word(to_docx(PAPER, WHOLE))
    core = {part.tag.rpartition("}")[2]: part.text or "" for part in word.parts["docProps/core.xml"]}
    day = "2026-11-23T00:00:00Z"
    told = {"title": "振り返りシート", "language": "ja-JP", "revision": "1", "created": day, "modified": day}
    assert {name: text for name, text in core.items() if text} == told
    assert sorted(name for name in word.names if "document.xml" not in name) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
        "word/webSettings.xml",
    ]


def test_the_same_sheet_is_the_same_file() -> None:
    assert to_docx(PAPER, WHOLE) == to_docx(PAPER, WHOLE)
    assert to_docx(PAPER, WHOLE) != to_docx(PAPER, replace(WHOLE, notes=()))


@pytest.mark.parametrize(
    "text",
    [
        "<w:t>&amp; ]]> \"'",
        "👨‍👩‍👧 𠮷野家 が",
        "長" * 500,
        "一行\n二行\tあと",
        "{{ }} {% x %} ${y}",
    ],
)
def test_what_was_written_survives(text: str) -> None:
    assert made(text).lines == ["振り返りシート", "x", text]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("前\x00\x08\x1b後", "前後"),
        ("前\u202e後\u2066", "前後"),
        ("前\ud800後\ufffe", "前後"),
        ("前\r\n後\x0b尾\u2028", "前\n後\n尾"),
    ],
)
def test_what_no_file_can_hold_is_taken_out(text: str, left: str) -> None:
    assert made(text).lines == ["振り返りシート", "x", left]


def test_a_row_is_never_torn_over_two_pages() -> None:
    rows = list(open_word(to_docx(PAPER, WHOLE)).body.iter(f"{W}tr"))
    assert len(rows) == 3
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True] * 3
