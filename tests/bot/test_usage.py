"""`--help`: each command and each option has its words, in Japanese, and a page fits a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.commands import app
from bot.usage import TOLD
from tests.bot.command_line import Ended, command

COLUMNS = 80
ALL = """\
使い方： idobata コマンド

  run             井戸端を動かします。止めるときは Ctrl+C です。
  link            もう名簿にある方の、その方だけのリンクを作ります。
  invite          これから入る方の、招待のリンクと番号を作ります。
  bring           区のファイル（書き方は docs/ward.md）を取り込みます。
  check           直すところがないかを見て、直し方を出します。
  preview         すべての画面を、1つのファイルに書きます。
  telegram setup  Telegramのボットを確かめて、使えるようにします。
  audit verify    だれが何をしたかの記録が、切れていないかを見ます。

それぞれの書き方： idobata コマンド --help
"""
INVITE = """\
使い方： idobata invite [--network ...] [--office ...] [--role ...] [--tel ...]

これから入る方の、招待のリンクと番号を作ります。

  --network ...  ネットワークの名前。その名前のものがなければ、作ります。
  --office ...   もうある事業所の名前。付けなければ、入る方が選びます。
  --role ...     役割。付けなければ coordinator です。
                   counsellor（相談支援専門員）
                   support_worker（相談支援員）
                   chief（主任）
                   centre（基幹）
                   coordinator（調整役）
                   manager（管理者）
                   observer（オブザーバー）
  --tel ...      基幹相談支援センターの電話番号。相談先がまだないときに。
  --help         この説明を出します。
"""
LINK = """\
使い方： idobata link 名前 [--office ...]

もう名簿にある方の、その方だけのリンクを作ります。

  --office ...  同じ名前の方がいるときに、事業所の名前。
  --help        この説明を出します。
"""
TELEGRAM = """\
使い方： idobata telegram コマンド

  setup  Telegramのボットを確かめて、使えるようにします。

それぞれの書き方： idobata telegram コマンド --help
"""


def every(group: Any, *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give a command of typer's and all below it, each with what is typed to name it."""
    yield names, group
    for name, below in getattr(group, "commands", {}).items():
        yield from every(below, *names, name)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("--help", ALL),
        ("invite --help", INVITE),
        ("invite --role chief --help --tel", INVITE),
        ("link --help", LINK),
        ("telegram --help", TELEGRAM),
        ("nonsense --help", ALL),
    ],
)
def test_help_says_in_japanese_how_it_is_written(tmp_path: Path, typed: str, page: str) -> None:
    assert command(tmp_path, *typed.split()) == Ended(0, page, "")
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


def test_each_command_and_each_option_has_its_words_and_nothing_else_has() -> None:
    found = set()
    for names, one in every(typer.main.get_command(app)):
        if not hasattr(one, "commands"):
            options = [param.opts[0] for param in one.params if param.param_type_name == "option"]
            found |= {" ".join(names), *(" ".join([*names, option]) for option in options)}
    assert found == set(TOLD)


def test_every_page_fits_a_terminal(tmp_path: Path) -> None:
    pages = [command(tmp_path, *names, "--help").out for names, _ in every(typer.main.get_command(app))]
    wide = {
        line: sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)
        for line in "".join(pages).split("\n")
    }
    assert len(pages) == 11
    assert {line: columns for line, columns in wide.items() if columns > COLUMNS} == {}
