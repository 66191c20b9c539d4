"""What both READMEs say of the demo is so: its port, and who is what."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.bring import DEMO
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["README.md", "README.ja.md"])
def beginning(request: pytest.FixtureRequest) -> str:
    """What stands above the pictures."""
    return (ROOT / str(request.param)).read_text(encoding="utf-8").partition("<p>")[0]


def test_the_port_and_how_another_is_chosen(beginning: str) -> None:
    assert str(Settings.model_fields["web_port"].default) in beginning
    (named,) = re.findall(r"`IDOBATA_(\w+)=\d+ make run`", beginning)
    assert named.lower() in Settings.model_fields


def test_those_who_are_more_than_counsellors_or_alone_are_named_in_the_order_of_the_list(beginning: str) -> None:
    demo = tomllib.loads(DEMO.read_text(encoding="utf-8"))
    alone = {office["name"] for office in demo["offices"] if office["counsellors"] == 1}
    named = [one["name"] for one in demo["people"] if one["roles"] != ["counsellor"] or one["office"] in alone]
    roles = {one["name"]: one["roles"] for one in demo["people"]}
    assert [roles[name] for name in named[:4]] == [["centre", "coordinator"], ["centre"]] + [
        ["chief", "counsellor"]
    ] * 2
    assert re.findall("|".join(one["name"] for one in demo["people"]), beginning) == named
