"""The picture by its structure: years, bands, windows, steps, what they mean; in lines and in dots, without colour."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest

from handlers.kit.lines import broken, width_of
from handlers.kit.picture import FONTS, to_png
from handlers.ladder.drawing import FRAME, INK, LETTER, PAPER, PATTERNS, SIGNS, STRIP, TODAY, WATER, WIDTH, draw, plan
from handlers.ladder.scene import Frame, Mark, Picture, Strip
from messages.ladder import ladder
from tests.handlers.ladder.steps import S, texts
from tests.handlers.reflection.test_flower import light
from tests.house.tree import ROOT
from tests.png import read_png

YEARS = tuple((year, f"令和{year - 2018}年度") for year in range(2021, 2029))
PICTURE = Picture(
    title="これまでの道",
    day="令和8年11月23日（月）のようす",
    text="令和3年11月　初任者研修を修了しました。",
    years=YEARS,
    today=date(2026, 11, 23),
    now=("いま", "6年目"),
    strips=(
        Strip("初任", "初任（1〜5年目）", date(2021, 4, 1), date(2026, 4, 1)),
        Strip("中堅", "中堅（3〜10年目）", date(2023, 4, 1), date(2031, 4, 1)),
        Strip("ベテラン", "ベテラン（8年目〜）", date(2028, 4, 1), None),
    ),
    frames=(
        Frame(date(2022, 4, 1), date(2027, 3, 31), "filled"),
        Frame(date(2027, 4, 1), date(2032, 3, 31), "open"),
    ),
    marks=(
        Mark(2021, "done", ("初任者研修（11月）",)),
        Mark(2024, "done", ("現任研修（10月）",)),
        Mark(2025, "taught", ("初任者研修の演習（11月）",)),
        Mark(2028, "until", ("現任研修の期限", "令和11年3月31日（土）")),
    ),
    shapes={
        "began": "仕事のはじまり",
        "done": "修了した研修",
        "taught": "教えた研修",
        "from": "この月から",
        "until": "この日まで",
    },
    fillings={"filled": "受けました", "open": "これから", "passed": "見てみる"},
)


def drawn(picture: Picture) -> Element:
    """Return a picture read as XML."""
    return fromstring(draw(picture))


def of(root: Element, kind: str) -> list[Element]:
    """Return the parts of a drawing that are of a kind."""
    return [one for one in root.iter() if kind in (one.get("class") or "").split()]


def number(one: Element, name: str) -> float:
    """Return a number that a part has."""
    return float(one.get(name) or "nan")


def test_the_years_go_down_one_below_the_other() -> None:
    found = of(drawn(PICTURE), "year")
    assert [one.text for one in found] == [name for _, name in YEARS]
    tops = [number(one, "y") for one in found]
    assert tops == sorted(set(tops))
    rows = plan(PICTURE).rows
    assert all(above.top + above.high == below.top for above, below in pairwise(rows))


def test_each_step_stands_beside_its_year() -> None:
    root = drawn(PICTURE)
    assert texts(root, "mark") == [line for mark in PICTURE.marks for line in mark.words]
    rows = {row.year: row for row in plan(PICTURE).rows}
    places = {one.find(f"{S}text").text: number(one.find(f"{S}text"), "y") for one in of(root, "mark")}  # type: ignore[union-attr, arg-type]
    for mark in PICTURE.marks:
        row = rows[mark.year]
        assert all(row.top < places[line] < row.top + row.high for line in mark.words)


def test_bands_lie_beside_one_another_and_overlap_in_time() -> None:
    strips = [one.find(f"{S}rect") for one in of(drawn(PICTURE), "band")]
    spans = [(number(s, "x"), number(s, "y"), number(s, "y") + number(s, "height")) for s in strips if s is not None]
    assert len(spans) == 3
    (x1, top1, end1), (x2, top2, end2), (x3, top3, end3) = spans
    assert x1 + STRIP < x2 and x2 + STRIP < x3
    assert top1 < top2 < end1 < top3 < end2 == end3 == plan(PICTURE).bottom
    assert len({s.get("fill") for s in strips if s is not None}) == 3


def test_a_window_runs_from_its_first_day_to_its_deadline() -> None:
    placed = plan(PICTURE)
    filled, opened = of(drawn(PICTURE), "window")
    assert (filled.get("class"), opened.get("class")) == ("window filled", "window open")
    rows = {row.year: row for row in placed.rows}
    assert number(filled, "y") == rows[2022].top + 3
    bottom = rows[2026].top + rows[2026].high
    assert bottom - 12 < number(filled, "y") + number(filled, "height") < bottom
    # What goes on after the last year is drawn to its end.
    assert number(opened, "y") + number(opened, "height") == placed.bottom - 3


def test_what_every_sign_means_stands_below_and_nothing_else() -> None:
    assert texts(drawn(PICTURE), "legend") == [
        "初任（1〜5年目）",
        "中堅（3〜10年目）",
        "ベテラン（8年目〜）",
        "受けました",
        "これから",
        "修了した研修",
        "教えた研修",
        "この日まで",
    ]


def test_the_words_of_it_stand_in_it_for_who_cannot_see_it() -> None:
    root = drawn(PICTURE)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    found = {one.get("id"): one.text for one in root if one.tag in (f"{S}title", f"{S}desc")}
    assert found == {"title": PICTURE.title, "desc": PICTURE.text}


def test_all_colours_are_told_apart_in_grey() -> None:
    root = drawn(PICTURE)
    used = {one.get(name) for one in root.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert {one for one in used if one and not one.startswith("url(")} == {INK, PAPER, TODAY, WATER}
    for dark in (INK, WATER):
        for bright in (PAPER, TODAY):
            assert (light(bright) + 0.05) / (light(dark) + 0.05) >= 4.5
    # What is filled has a tick in it, what has passed has a broken edge: neither needs its colour.
    hooks = [one for one in root.iter(f"{S}path") if one.get("stroke") == PAPER]
    assert (len(of(root, "filled")), len(hooks)) == (2, 2)
    passed = replace(PICTURE, frames=(Frame(date(2022, 4, 1), date(2027, 3, 31), "passed"),))
    assert [bool(one.get("stroke-dasharray")) for one in of(drawn(passed), "window")] == [True]


def test_nothing_is_wider_than_the_picture() -> None:
    long = "とても長い名前の研修がここにあるときにも読める" * 3
    marks = (*PICTURE.marks, Mark(2022, "done", (long,)), Mark(2022, "until", (f"{long}（四月）",)))
    many = tuple(replace(PICTURE.strips[0], name=f"段{n}") for n in range(len(PATTERNS)))
    wide = replace(PICTURE, marks=marks, strips=many, notes=(long,))
    placed = plan(wide)
    for row in placed.rows:
        for _, _, words in row.lines:
            # A sign that may not begin a line may stand beyond it, where the edge still has room.
            assert placed.words_at + width_of(words) * LETTER / 2 <= WIDTH
    assert "".join(texts(drawn(wide), "mark")).count("とても長い名前") == 6


def test_words_of_signs_break_nothing() -> None:
    evil = '</text><script>x</script>&"'
    picture = replace(
        PICTURE,
        title=evil,
        marks=(Mark(2024, "done", (evil,)),),
        strips=(replace(PICTURE.strips[0], name=evil, label=evil),),
    )
    root = drawn(picture)
    assert [one for one in root.iter() if "script" in one.tag] == []
    assert "".join(texts(root, "mark")) == evil


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("初任者研修（11月）", 24, ("初任者研修（11月）",)),
        ("演習指導者養成研修（11月）", 24, ("演習指導者養成研修（11月）",)),
        ("演習指導者養成研修（11月）", 22, ("演習指導者養成研修", "（11月）")),
        ("グループスーパービジョン（GSV）", 24, ("グループスーパービジョン", "（GSV）")),
        ("（" + "あ" * 12 + "）", 12, ("（あああああ", "ああああああ", "あ）")),
        ("あいうー", 6, ("あいうー",)),
        ("", 6, ("",)),
        ("a\nb", 6, ("a b",)),
    ],
)
def test_lines_are_broken_where_one_reads_on(text: str, room: int, lines: tuple[str, ...]) -> None:
    assert broken(text, room) == lines


def test_in_dots_it_has_the_same_shape_and_the_signs_are_there() -> None:
    high = int(drawn(PICTURE).get("height") or 0)
    png = read_png(to_png(draw(PICTURE), WIDTH))
    assert (png.width, png.height) == (WIDTH, high)
    placed = plan(PICTURE)
    rows = {row.year: row for row in placed.rows}
    x = placed.frames_at + FRAME / 2
    assert png.around(x, rows[2023].top + 20, half=6) > 0.6
    assert png.around(x, rows[2027].top + 40, half=6) == 0
    assert png.around(placed.words_at - SIGNS, rows[2021].top + 30, half=5) > 0.7


def glyph(text: str) -> list[bytes]:
    """Return how a sign looks in dots."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" font-family="{FONTS}">'
    return read_png(to_png(f'{drawing}<text y="30" font-size="30">{text}</text></svg>', 40)).rows


def test_every_sign_that_is_drawn_is_in_the_font() -> None:
    roles = "".join(role.text for role in ladder().roles)
    shown = {sign for one in drawn(PICTURE).iter(f"{S}text") for sign in one.text or ""}
    nothing, missing = glyph(" "), glyph("\ue000")
    assert [
        one for one in sorted(shown | set(roles) | set("令和平成昭和元年度")) if glyph(one) in (nothing, missing)
    ] == []


@pytest.mark.slow
def test_nothing_that_draws_is_loaded_before_something_is_drawn() -> None:
    code = (
        "import sys, bot.app, handlers.conversations, handlers.ladder.picture, handlers.ladder.due;"
        "print(sorted({'resvg_py', 'pylopdf_fonts_jp', 'matplotlib', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
