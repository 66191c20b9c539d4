"""Broken perspective sets: every problem at once, each with its line and a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages.lines import Lines
from messages.perspectives import MOST, SHIPPED, SetError, read_set, read_text
from messages.words import words_of

HEAD = 'id = "ours"\nversion = 3\ntitle = "見本"\nsource = "会議資料"\nchecked_on = 2026-11-22\n'
ONE = '[[perspectives]]\nkey = "{key}"\nlabel = "ひとつ"\nsentence = "ひとつの文"\n'
PROMPT = '[[perspectives.prompts]]\nkey = "{key}"\nask = "どうでしたか。"\n'
# Lines 1 to 5, 6 to 9, 10 to 12.
RIGHT = HEAD + ONE.format(key="one") + PROMPT.format(key="a")
UNREAD = 'ここから読めません。「label = "…"」の形になっているか、引用符で閉じているか、見てください。'
NO_TOML = '視点のファイルではないようです。「title = "…"」のような行でできたファイルを選んでください。'
NO_PROMPTS = "「prompts」がありません。「[[perspectives.prompts]]」の行から、問いを1つ書いてください。"


def missing(name: str, example: str) -> str:
    """Return what is said of something that is not there."""
    return f"「{name}」がありません。ここに「{example}」のような行を足してください。"


def named(name: str, most: int) -> str:
    """Return what is said of an id or key that is none."""
    return f"「{name}」は、半角の英数字とハイフンで{most}字までにしてください。"


def sized(name: str, most: int, size: int) -> str:
    """Return what is said of a text that is empty or too long."""
    return f"「{name}」は、1字から{most}字までにしてください（いま{size}字）。"


def several(count: int) -> str:
    """Return a set of so many perspectives."""
    return HEAD + "".join(ONE.format(key=f"k{n}") + PROMPT.format(key="a") for n in range(count))


def found(text: str) -> list[tuple[int, str]]:
    """Return the problems of a set, as (line, sentence)."""
    with pytest.raises(SetError) as refused:
        read_text(text)
    return [(problem.line, words_of().say(problem.says)) for problem in refused.value.problems]


VERSION = "「version」は、1から9999までの数で書いてください。"
DATE = "「checked_on」は、「checked_on = 2026-04-01」のような日付で書いてください。"
HIDDEN = "「{}」に、見えない文字か改行があります。1行で書きなおしてください。"
UNKNOWN = "「{}」という項目はありません。つづりを直すか、この行を消してください。"
WORDS = "「{}」は、引用符でかこんだ文にしてください。"
FEW = "視点が1つもありません。「[[perspectives]]」の行から、1つ書いてください。"
SHAPE = "「perspectives」は、「[[perspectives]]」の行から書いてください。"

CORPUS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "eleven items": (
        several(11),
        [(76, "視点は10個までです（いま11個）。この行からあとの分を減らしてください。")],
    ),
    "a broken line": (RIGHT.replace('label = "ひとつ"', 'label = "ひとつ'), [(8, UNREAD)]),
    "a broken line at the end": (RIGHT + "key =", [(13, UNREAD)]),
    "the same key in a table twice": (RIGHT.replace("ask =", 'key = "b"\nask ='), [(12, UNREAD)]),
    "no TOML at all": ("ふりかえりの視点\n1 本人中心\n", [(1, NO_TOML)]),
    "a page of the web": ("<!DOCTYPE html>\n<html>", [(1, NO_TOML)]),
    "another program's file": ("PK\x03\x04\ufffd\ufffd", [(1, NO_TOML)]),
    "too deep": (RIGHT + "x = " + "[" * 5000, [(13, UNREAD)]),
    "nothing": (
        "",
        [
            (1, missing("id", 'id = "our-ward"')),
            (1, missing("version", "version = 1")),
            (1, missing("title", 'title = "…"')),
            (1, missing("source", 'source = "…"')),
            (1, missing("checked_on", "checked_on = 2026-04-01")),
            (1, missing("perspectives", "[[perspectives]]")),
        ],
    ),
    "no item": (HEAD + "perspectives = []\n", [(6, FEW)]),
    "an item of another shape": (HEAD + "perspectives = 5\n", [(6, SHAPE)]),
    "items that are words": (HEAD + 'perspectives = ["本人中心"]\n', [(6, SHAPE)]),
    "one table instead of a list": (RIGHT.replace("[[perspectives]]", "[perspectives]"), [(6, SHAPE)]),
    "an unknown version": (RIGHT.replace("version = 3", 'version = "令和8年版"'), [(2, VERSION)]),
    "version nought": (RIGHT.replace("version = 3", "version = 0"), [(2, VERSION)]),
    "a version that is true": (RIGHT.replace("version = 3", "version = true"), [(2, VERSION)]),
    "a version beyond all": (RIGHT.replace("version = 3", "version = 10000"), [(2, VERSION)]),
    "a day in words": (RIGHT.replace("2026-11-22", '"令和8年11月22日"'), [(5, DATE)]),
    "a moment instead of a day": (RIGHT.replace("2026-11-22", "2026-11-22T10:00:00"), [(5, DATE)]),
    "an id in Japanese": (RIGHT.replace('"ours"', '"うちの区"'), [(1, named("id", 40))]),
    "an id that is a number": (RIGHT.replace('"ours"', "8"), [(1, named("id", 40))]),
    "a long id": (RIGHT.replace('"ours"', '"' + "k" * 41 + '"'), [(1, named("id", 40))]),
    "a misspelt name above": (
        RIGHT.replace("title =", "titel ="),
        [(1, missing("title", 'title = "…"')), (3, UNKNOWN.format("titel"))],
    ),
    "a misspelt name in an item": (
        RIGHT.replace("label =", '"lable" ='),
        [(6, missing("label", 'label = "…"')), (8, UNKNOWN.format("lable"))],
    ),
    "a misspelt name in a prompt": (
        RIGHT.replace("ask =", "ask.text ="),
        [(12, WORDS.format("ask"))],
    ),
    "a long label": (RIGHT.replace('"ひとつ"', f'"{"長" * 21}"'), [(8, sized("label", 20, 21))]),
    "an empty label": (RIGHT.replace('"ひとつ"', '"　"'), [(8, sized("label", 20, 0))]),
    "a label of two lines": (RIGHT.replace('"ひとつ"', '"ひと\\nつ"'), [(8, HIDDEN.format("label"))]),
    "a label that turns round": (RIGHT.replace('"ひとつ"', '"\\u202eひとつ"'), [(8, HIDDEN.format("label"))]),
    "a label that is a number": (RIGHT.replace('"ひとつ"', "1"), [(8, WORDS.format("label"))]),
    "an empty sentence": (RIGHT.replace('"ひとつの文"', '""'), [(9, sized("sentence", 200, 0))]),
    "missing prompts": (HEAD + ONE.format(key="one"), [(6, missing("prompts", "[[perspectives.prompts]]"))]),
    "prompts that are none": (HEAD + ONE.format(key="one") + "prompts = []\n", [(10, NO_PROMPTS)]),
    "an empty question": (RIGHT.replace("どうでしたか。", ""), [(12, sized("ask", 200, 0))]),
    "a key twice": (
        RIGHT + ONE.format(key="one") + PROMPT.format(key="a"),
        [(14, "「one」が2回あります。どちらかを、ほかの名前にしてください。")],
    ),
    "a prompt's key twice": (
        RIGHT + PROMPT.format(key="b") + PROMPT.format(key="a"),
        [(17, "「a」が2回あります。どちらかを、ほかの名前にしてください。")],
    ),
    "a key in Japanese": (RIGHT.replace('"one"', '"本人"'), [(7, named("key", 30))]),
    "a prompt's key with a dot": (RIGHT.replace('"a"', '"a.b"'), [(11, named("key", 30))]),
    "everything on one line": (
        HEAD + 'perspectives = [{key = "one", label = "", sentence = "文", prompts = [{key = "a"}]}]\n',
        [(6, sized("label", 20, 0)), (6, missing("ask", 'ask = "…"'))],
    ),
    "many at once, and words that look like lines": (
        RIGHT.replace('"ひとつの文"', '"""\nlabel = 5\n[[perspectives]]\nkey = "x" """')
        .replace("version = 3", "version = -1 # 「label」")
        .replace('key = "a"', 'key = "あ"'),
        [(2, VERSION), (9, HIDDEN.format("sentence")), (14, named("key", 30))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_each_problem_has_its_line(name: str) -> None:
    text, problems = CORPUS[name]
    assert found(text) == problems


def test_the_right_one_is_right() -> None:
    assert (read_text(RIGHT).version, len(read_text(several(MOST)).perspectives)) == (3, MOST)


def test_of_a_file_the_error_names_the_file_and_keeps_the_problems(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(CORPUS["a long label"][0], encoding="utf-8")
    with pytest.raises(SetError) as refused:
        read_set(path)
    assert (str(refused.value), [one.line for one in refused.value.problems]) == ("ours.toml: one: label", [8])


def test_the_lines_of_the_shipped_set_are_those_that_one_sees() -> None:
    text = (SHIPPED / "tokyo-v8.toml").read_text(encoding="utf-8")
    shown, lines = text.split("\n"), Lines(text)
    for place, one in enumerate(read_text(text).perspectives):
        assert shown[lines.of("perspectives", place, "label") - 1] == f'label = "{one.label}"'
        for number, prompt in enumerate(one.prompts):
            line = lines.of("perspectives", place, "prompts", number, "ask")
            assert shown[line - 1] == f'ask = "{prompt.ask}"'
    assert lines.of("nothing") == 1


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("a = 1\n\n b.c = 2", ("b", "c"), 3),
        ('# a = 1\n"a" = 1', ("a",), 2),
        ("[ x . y ]\na = 1", ("x", "y", "a"), 2),
        ("[[x]]\n[[x]]\n[x.y]\na = 1", ("x", 1, "y", "a"), 4),
        ("[[x]]\n[[x.y]]\n[[x.y]]\n[[x]]\n[[x.y]]", ("x", 1, "y", 0), 5),
        ("a = '''\nb = 1\n'''\nb = 2", ("b",), 4),
        ('a = """x"""\nb = 2', ("b",), 2),
        ('a = """\nx""" # """\nb = 2', ("b",), 3),
    ],
)
def test_where_things_stand(text: str, place: tuple[str | int, ...], line: int) -> None:
    assert Lines(text).of(*place) == line
