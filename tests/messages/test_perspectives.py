"""Perspective sets: a file that is right is read whole, one that is wrong says where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from messages import perspectives
from messages.perspectives import DEFAULT, SHIPPED, Prompt, SetError, load_set, read_set

RIGHT = """\
id = "ours"
version = 3
title = "見本"
source = "会議資料"
checked_on = 2026-11-22

[[perspectives]]
key = "one"
label = "ひとつ"
sentence = "ひとつの文"

[[perspectives.prompts]]
key = "a"
ask = "どうでしたか。"

[[perspectives.prompts]]
key = "b"
ask = "なにがありましたか。"
"""
PROMPT = '\n[[perspectives.prompts]]\nkey = "b"\nask = "x"\n'


def read(folder: Path, text: str | bytes) -> perspectives.PerspectiveSet:
    """Write a file and read it as a set."""
    path = folder / "ours.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_set(path)


def test_a_set_is_read_whole(tmp_path: Path) -> None:
    found = read(tmp_path, RIGHT)
    assert (found.id, found.version, found.title, found.source) == ("ours", 3, "見本", "会議資料")
    assert found.checked_on == date(2026, 11, 22)
    assert found.get("one").prompts == (Prompt("a", "どうでしたか。"), Prompt("b", "なにがありましたか。"))
    with pytest.raises(KeyError):
        found.get("two")


def test_a_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()).id == "ours"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("", "ours.toml: id"),
        ("id =", "ours.toml"),
        (b"\xff\xfe", "ours.toml"),
        (RIGHT.replace('key = "a"\n', ""), "ours.toml: key"),
        (RIGHT.replace("version = 3", 'version = "x"'), "ours.toml"),
        (RIGHT.partition("[[perspectives]]")[0], "ours.toml: perspectives"),
        (RIGHT.partition("[[perspectives]]")[0] + "perspectives = []", "ours.toml: perspectives"),
        (RIGHT.partition("[[perspectives]]")[0] + "perspectives = 5", "ours.toml"),
        (RIGHT + RIGHT.partition("[[perspectives]]")[2].join(["[[perspectives]]", ""]), "ours.toml: perspectives: key"),
        (RIGHT.partition("[[perspectives.prompts]]")[0] + "prompts = []", "ours.toml: one"),
        (RIGHT.replace('"b"', '"a"'), "ours.toml: one"),
        (RIGHT.replace('"one"', '"ひとつ"'), "ours.toml"),
        (RIGHT.replace('"one"', '"' + "k" * 31 + '"'), "ours.toml"),
        (RIGHT.replace('"ひとつ"', '" "'), "ours.toml: one"),
        (RIGHT.replace('"ひとつ"', '"' + "長" * 100 + '"'), "ours.toml: one"),
        (RIGHT.replace("ひとつの文", "長" * 3000), "ours.toml: one"),
        (RIGHT.replace("どうでしたか。", ""), "ours.toml: one"),
    ],
)
def test_a_set_that_cannot_be_used_says_where(tmp_path: Path, wrong: str | bytes, place: str) -> None:
    with pytest.raises(SetError) as caught:
        read(tmp_path, wrong)
    assert str(caught.value).startswith(place)


@pytest.mark.parametrize("count", [1, perspectives.MOST])
def test_from_one_to_ten_perspectives(tmp_path: Path, count: int) -> None:
    head, _, one = RIGHT.partition("[[perspectives]]")
    several = [f"[[perspectives]]{one.replace('one', f'key{number}')}" for number in range(count)]
    assert len(read(tmp_path, head + "".join(several)).perspectives) == count
    one_more = [*several, *(f"[[perspectives]]{one.replace('one', f'more{number}')}" for number in range(10))]
    with pytest.raises(SetError):
        read(tmp_path, head + "".join(one_more))


def test_the_shipped_set_is_the_default() -> None:
    assert load_set(DEFAULT) == read_set(SHIPPED / "tokyo-v8.toml")
    with pytest.raises(SetError):
        load_set("ours")


def test_the_first_prompt_of_each_perspective_is_short_enough_for_a_phone() -> None:
    asks = [prompt.ask for one in load_set(DEFAULT).perspectives for prompt in one.prompts]
    assert max(map(len, asks)) <= 45
    assert len(set(asks)) == len(asks)
