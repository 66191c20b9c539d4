"""Layouts of papers: one that is right is read whole, one that is wrong names every problem with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.papers import PARTS, SHEET, SHIPPED, Paper, PaperError, Part, load_paper, problems, read_paper
from messages.words import words_of

RIGHT = """\
title = "見本"
paper = "B5"
font = "游ゴシック"
fallback = "Noto Sans CJK JP"
size = 11
footer = "みほん区"
[margins]
top = 10
right = 11
bottom = 12.5
left = 13

[[parts]]
part = "step"
heading = "一歩"
as = "paragraphs"
lines = 2
[[parts]]
part = "good"
heading = "よかった"
as = "table"
[[parts]]
part = "rest"
heading = "ほか"
as = "table"
lines = 0
"""


def read(folder: Path, text: str | bytes) -> Paper:
    """Write a file and read it as a layout."""
    path = folder / "sheet.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_paper(path)


def says(folder: Path, text: str | bytes) -> list[str]:
    """Return the sentences about a file that cannot be used."""
    with pytest.raises(PaperError) as caught:
        read(folder, text)
    return [words_of().say(problem) for problem in caught.value.problems]


def test_a_layout_is_read_whole(tmp_path: Path) -> None:
    assert read(tmp_path, RIGHT) == Paper(
        title="見本",
        paper="B5",
        font="游ゴシック",
        fallback="Noto Sans CJK JP",
        size=11,
        footer="みほん区",
        margins=(10, 11, 12.5, 13),
        parts=(
            Part("step", "一歩", table=False, lines=2),
            Part("good", "よかった", table=True, lines=1),
            Part("rest", "ほか", table=True, lines=0),
        ),
    )


def test_a_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()) == read(tmp_path, RIGHT)


TOP = "sheet.toml の{}行目の {} は、"


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('"見本"', '""', TOP.format(1, "title") + '「" "」のあいだに1から40文字で、1行で書いてください。'),
        ('"見本"', f'"{"長" * 41}"', TOP.format(1, "title") + '「" "」のあいだに1から40文字で、1行で書いてください。'),
        ('"見本"', "5", TOP.format(1, "title") + '「" "」のあいだに1から40文字で、1行で書いてください。'),
        ('"B5"', '"Letter"', TOP.format(2, "paper") + "次から選んでください： A4, B5"),
        ("size = 11", "size = 300", TOP.format(5, "size") + "8から20までの数で書いてください。"),
        ("size = 11", 'size = "11"', TOP.format(5, "size") + "8から20までの数で書いてください。"),
        ("size = 11", "size = nan", TOP.format(5, "size") + "8から20までの数で書いてください。"),
        ("right = 11", "right = true", TOP.format(9, "right") + "5から50までの数で書いてください。"),
        ('"step"', '"steps"', TOP.format(14, "part") + f"次から選んでください： {', '.join(PARTS)}"),
        ('part = "rest"', 'part = "good"', TOP.format(23, "good") + "2回あります。1つにしてください。"),
        ("lines = 0", "lines = 21", TOP.format(26, "lines") + "0から20までの数で書いてください。"),
        ("lines = 0", "lins = 2", "sheet.toml の26行目の lins という項目はありません。つづりを見てください。"),
        ("size = 11", "size =", "sheet.toml の5行目が読めません。TOMLの書き方を見てください。"),
        ("[margins]", "[margin]", "sheet.toml の7行目の margin という項目はありません。つづりを見てください。"),
    ],
)
def test_a_layout_that_cannot_be_used_says_where_and_what(
    tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    assert sentence in says(tmp_path, RIGHT.replace(right, wrong, 1))


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    wrong = RIGHT.replace("size = 11", "size = 1").replace("lines = 2", "lines = 99")
    assert [sentence.partition("は、")[0] for sentence in says(tmp_path, wrong)] == [
        "sheet.toml の5行目の size ",
        "sheet.toml の17行目の lines ",
    ]


def test_a_layout_that_would_lose_what_was_written_is_refused(tmp_path: Path) -> None:
    assert says(tmp_path, RIGHT.rpartition("[[parts]]")[0]) == [
        'sheet.toml に part = "rest" がありません。そこに書かれた文が、紙から消えてしまいます。'
    ]


@pytest.mark.parametrize("parts", ["", "parts = 5", "parts = []", 'parts = ["good"]'])
def test_a_layout_without_parts_is_refused(tmp_path: Path, parts: str) -> None:
    head = RIGHT.partition("[margins]")[0] + parts + "\n[margins]" + RIGHT.partition("[margins]")[2]
    assert len(says(tmp_path, head.partition("[[parts]]")[0])) == 1


@pytest.mark.parametrize("text", [b"\xff\xfe", b""])
def test_what_is_no_layout_is_refused(tmp_path: Path, text: bytes) -> None:
    assert says(tmp_path, text) != []


def test_the_shipped_one_is_taken_unless_the_ward_has_its_own(tmp_path: Path) -> None:
    assert load_paper(SHEET) == read_paper(SHIPPED / "sheet.toml") == load_paper(SHEET, tmp_path)
    (tmp_path / "own").mkdir()
    own = read(tmp_path / "own", RIGHT)
    assert load_paper(SHEET, tmp_path / "own") == own != load_paper(SHEET)


def test_the_shipped_one_has_room_for_everything() -> None:
    assert [part.part for part in load_paper(SHEET).parts] == list(PARTS)


def test_a_folder_of_a_ward_is_checked_file_by_file(tmp_path: Path) -> None:
    say = words_of().say
    missing = [say(problem) for problem in problems(tmp_path / "papers")]
    assert missing == ["設定の papers にある papers というフォルダーがありません。"]
    read(tmp_path, RIGHT)
    assert problems(tmp_path) == []
    (tmp_path / "sheets.toml").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "sheet.toml").write_text("x", encoding="utf-8")
    assert [say(problem) for problem in problems(tmp_path)] == [
        "sheet.toml の1行目が読めません。TOMLの書き方を見てください。",
        "sheets.toml は使われません。紙の形のファイルは sheet.toml という名前にしてください。",
    ]
