"""The search itself: a canary that was spelled in some other way is found, and what is not there is not."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.privacy.find import found_in, spellings, traces
from tests.world import World, settings_for

TEXT = "カナリヤの一行"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "うた"])
def test_every_spelling_is_found(before: str) -> None:
    said = f"{before}{TEXT} 〜のあと"
    written = {
        "utf-8": said.encode(),
        "utf-16-le": said.encode("utf-16-le"),
        "utf-16-be": said.encode("utf-16-be"),
        "base64": base64.b64encode(said.encode()),
        "base64url": base64.urlsafe_b64encode(said.encode()),
        "json": json.dumps({"said": said}).encode(),
        "json in json": json.dumps(json.dumps({"said": said})).encode(),
        "upper json": json.dumps(said).upper().encode(),
        "url": quote(said).encode(),
        "repr": repr(said.encode()).encode(),
        "hex": said.encode().hex().upper().encode(),
    }
    assert [name for name, data in written.items() if not traces(b"..." + data + b"...", [TEXT])] == []


def test_what_is_not_there_is_not_found() -> None:
    other = "カナリヤの二行"
    assert traces(b"".join(spellings(other).values()), [TEXT]) == []


def test_what_stands_in_the_clear_is_found_in_the_files(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    world = World(settings)
    # An office's name does stand in the clear.
    assert list(found_in(settings, ["相談室 みなも"])) == ["idobata.db"]
    world.close()


@pytest.mark.postgres
def test_what_stands_in_the_clear_is_found_in_the_tables(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "postgres")
    (place,) = found_in(settings, ["相談室 みなも"])
    assert place.endswith("table offices")
