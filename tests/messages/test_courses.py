"""The data of courses: what is shipped can be used, and what is broken is named with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from messages.courses import FOLDER, file_problems, own_problems, prefectures, rules
from messages.courses.prefectures import PREFECTURES
from messages.words import words_of

NATIONAL = (FOLDER / "national.toml").read_text(encoding="utf-8")
TOKYO = 'prefecture = "東京都"\n\n[[courses]]\nkey = "renewal"\n'


def found(tmp_path: Path, name: str, text: str) -> list[tuple[str, int, str]]:
    """Return what is wrong with a file of this name: name, line, sentence."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return [(file, one.line, words_of().say(one.says)) for file, one in file_problems(tmp_path)]


def test_what_is_shipped_is_fine() -> None:
    assert file_problems() == []
    assert prefectures() == ("東京都",)
    assert len(PREFECTURES) == len(set(PREFECTURES)) == 47
    held = rules("東京都")
    assert [one.key for one in held.courses] == ["initial", "renewal", "chief", "specialty", "instructor", "group"]
    assert held.counting == {"renewal", "chief"}
    assert all(one.source and one.checked_on <= date(2026, 11, 22) for one in held.courses)


# A line of a prefecture's file, and what is said of it.
BROKEN = {
    'guide = "ftp:here"': "「guide」は、https:// で始まる要項の場所にしてください。",
    'note = "' + "あ" * 61 + '"': "「note」は、1字から60字までにしてください（いま61字）。",
    'counts = "yes"': "「counts」は、「counts = true」か false で書いてください。",
    'since = "2006年"': "「since」は、「since = 2006-04-01」のような日付で書いてください。",
    "lasts = 366": "「lasts」は、0から365までの日数で書いてください。",
    "name = 3": "「name」は、引用符でかこんだ文にしてください。",
    'naem = "現任"': "「naem」という項目はありません。つづりを直すか、この行を消してください。",
    "name = ": 'ここから読めません。「name = "…"」の形になっているか、引用符で閉じているか、見てください。',
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, "tokyo.toml", f"{TOKYO}{line}\n") == [("tokyo.toml", 5, BROKEN[line])]


def test_every_problem_at_once(tmp_path: Path) -> None:
    text = 'prefecture = "東京"\nother = 1\n[[courses]]\nkey = "renewal"\n[[courses]]\nkey = "renewal"\n[[courses]]\n'
    assert found(tmp_path, "a.toml", f'{text}key = "own"\n') == [
        ("a.toml", 1, "「prefecture」に、都道府県の名前を「東京都」のように書いてください。"),
        ("a.toml", 2, "「other」という項目はありません。つづりを直すか、この行を消してください。"),
        ("a.toml", 6, "「renewal」が2回あります。どちらかを、ほかの名前にしてください。"),
        *(
            ("a.toml", 7, f"「{name}」がありません。ここに「{example}」のような行を足してください。")
            for name, example in [
                ("name", 'name = "…"'),
                ("since", "since = 2006-04-01"),
                ("counts", "counts = true"),
                ("source", 'source = "…"'),
                ("checked_on", "checked_on = 2026-04-01"),
                ("effective_from", "effective_from = 2026-04-01"),
            ]
        ),
    ]


def test_the_nations_numbers_and_courses_are_needed(tmp_path: Path) -> None:
    broken = NATIONAL.replace("years = 5", "years = 0").replace('key = "chief"', 'key = "chef"')
    years = NATIONAL.split("\n").index("years = 5") + 1
    assert found(tmp_path, "national.toml", broken) == [
        ("national.toml", 1, '「chief」がありません。ここに「key = "chief"」のような行を足してください。'),
        ("national.toml", years, "[duties] の「years」は、1から99までの数で書いてください。"),
    ]


def test_a_networks_own_rows_lie_on_top_and_broken_ones_are_left_out() -> None:
    own = [{"key": "renewal", "note": "秋に募集"}, {"key": "w1", "name": "名前だけ"}, {"key": "chief", "counts": "no"}]
    held = rules("東京都", own)
    assert [(one.key, one.note) for one in held.courses if one.key in ("renewal", "w1")] == [("renewal", "秋に募集")]
    assert held.counting == {"renewal", "chief"}
    assert [key for key, _ in own_problems("東京都", own)] == ["w1", "chief"]


def test_a_prefecture_without_a_file_has_the_nations() -> None:
    assert rules("大阪府").duties == rules("").duties
    nation = [replace(one, runs_by="大阪府") if one.runs_by else one for one in rules("").courses]
    assert list(rules("大阪府").courses) == nation != list(rules("東京都").courses)


def test_who_runs_a_course_is_the_networks_prefecture_unless_somebody_has_said_otherwise() -> None:
    by = {name: [one.runs_by for one in rules(name).courses] for name in ("", "大阪府")}
    assert by == {"": [*["都道府県"] * 5, ""], "大阪府": [*["大阪府"] * 5, ""]}
    own = rules("大阪府", [{"key": "renewal", "runs_by": "大阪府社協"}]).course("renewal")
    assert own and own.runs_by == "大阪府社協"
