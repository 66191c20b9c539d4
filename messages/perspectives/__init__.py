"""Perspective sets as data: what a reflection looks at, with prompts; a ward may bring its own file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent
DEFAULT = "tokyo-v8"
MOST = 10
LABEL = 20
SENTENCE = 200


class SetError(Exception):
    """A perspective set that cannot be used; the first argument names the problem's place, in the file's own words."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question that can be asked under a perspective."""

    key: str
    ask: str


@dataclass(frozen=True, slots=True)
class Perspective:
    """One way of looking at one's work: its name, its sentence and its prompts, the first of them about a strength."""

    key: str
    label: str
    sentence: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class PerspectiveSet:
    """A versioned set of 1 to 10 perspectives, with where it comes from and when that was checked."""

    id: str
    version: int
    title: str
    source: str
    checked_on: date
    perspectives: tuple[Perspective, ...]

    def get(self, key: str) -> Perspective:
        """Return the perspective with this key; raises KeyError."""
        return {perspective.key: perspective for perspective in self.perspectives}[key]


def read_set(path: Path) -> PerspectiveSet:
    """Read one TOML file; raises SetError naming what is wrong and where."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        perspectives = tuple(_perspective(item) for item in data["perspectives"])
        found = PerspectiveSet(
            id=str(data["id"]),
            version=int(data["version"]),
            title=str(data["title"]),
            source=str(data["source"]),
            checked_on=data["checked_on"],
            perspectives=perspectives,
        )
    except KeyError as error:
        raise SetError(f"{path.name}: {error.args[0]}") from None
    except (ValueError, TypeError) as error:
        raise SetError(f"{path.name}: {error}") from None
    _check(path, found)
    return found


def _perspective(item: dict[str, Any]) -> Perspective:
    prompts = tuple(Prompt(str(p["key"]), str(p["ask"])) for p in item["prompts"])
    return Perspective(str(item["key"]), str(item["label"]), str(item["sentence"]), prompts)


def _check(path: Path, found: PerspectiveSet) -> None:
    keys = [perspective.key for perspective in found.perspectives]
    if not 1 <= len(keys) <= MOST:
        raise SetError(f"{path.name}: perspectives: {len(keys)} (1-{MOST})")
    if len(set(keys)) < len(keys):
        raise SetError(f"{path.name}: perspectives: key")
    for perspective in found.perspectives:
        asked = [prompt.key for prompt in perspective.prompts]
        named = all(key.isascii() and 1 <= len(key) <= 30 for key in (perspective.key, *asked))
        if not asked or len(set(asked)) < len(asked) or not named:
            raise SetError(f"{path.name}: {perspective.key}: prompts")
        if not 1 <= len(perspective.label.strip()) <= LABEL or len(perspective.sentence) > SENTENCE:
            raise SetError(f"{path.name}: {perspective.key}: label, sentence")
        if any(not 1 <= len(prompt.ask) <= SENTENCE for prompt in perspective.prompts):
            raise SetError(f"{path.name}: {perspective.key}: ask")


@lru_cache(maxsize=16)
def load_set(id: str, own: Path | None = None) -> PerspectiveSet:
    """Return the set with this id, from the ward's own folder first; raises SetError when there is none."""
    for folder in [own] if own else []:
        for path in sorted(folder.glob("*.toml")):
            if (found := read_set(path)).id == id:
                return found
    if id == DEFAULT:
        return read_set(SHIPPED / f"{DEFAULT}.toml")
    raise SetError(id)
