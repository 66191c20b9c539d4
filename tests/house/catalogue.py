"""The catalogue as the checks see it: messages read by Fluent's own parser, and where the program names them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from tests.house.tree import ROOT, Module, calls, product, strings

FOLDER = ROOT / "messages" / "ja"
PAGE = ROOT / "bot" / "faces" / "web" / "page"
# What pages.py puts in by itself.
SLOTS = {"words", "people", "me", "title", "text", "action", "picker", "problem", "field", "button"}


@dataclass
class Entry(Visitor):
    """A message or term: where it stands, its text and what it refers to."""

    file: str
    text: str = ""
    variables: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)

    def visit_TextElement(self, node: ftl.TextElement) -> None:
        """Collect plain text."""
        self.text += node.value

    def visit_StringLiteral(self, node: ftl.StringLiteral) -> None:
        """Collect text in quotes."""
        self.text += node.value

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        """Collect a parameter."""
        self.variables.add(node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:
        """Collect a term."""
        self.terms.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        """Collect another message."""
        self.messages.add(node.id.name)


@dataclass
class Catalogue:
    """All files together: messages and terms by name, with every entry of a name; junk as it stands."""

    messages: dict[str, list[Entry]]
    terms: dict[str, list[Entry]]
    junk: list[str]

    def variables(self, id: str) -> set[str]:
        """Return the parameters that a message wants, those of the messages within it too."""
        entry = self.messages[id][0]
        return entry.variables.union(*(self.variables(other) for other in entry.messages))


@cache
def catalogue(folder: Path = FOLDER) -> Catalogue:
    """Parse every file of a folder."""
    found = Catalogue(defaultdict(list), defaultdict(list), [])
    for path in sorted(folder.glob("*.ftl")):
        for part in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(part, ftl.Junk):
                found.junk.append(f"{path.name}: {part.content}")
            if isinstance(part, ftl.Message | ftl.Term):
                entry = Entry(path.name)
                entry.visit(part)
                kind = found.messages if isinstance(part, ftl.Message) else found.terms
                kind[part.id.name].append(entry)
    return found


@dataclass(frozen=True)
class Use:
    """One place that names a message; `params` is None where only its id stands there."""

    where: str
    id: str
    params: frozenset[str] | None


def said() -> Iterator[Use]:
    """Give every msg("...") and Msg("...") of the program."""
    for module in product():
        for node in messages_in(module):
            if isinstance(node.args[0], ast.Constant):
                yield Use(f"{module.path}:{node.lineno}", str(node.args[0].value), frozenset(_params(node)))


def messages_in(module: Module) -> Iterator[ast.Call]:
    """Give every call of msg and Msg in a module."""
    for name, call in calls(module.tree):
        if name in ("msg", "Msg"):
            yield call


def _params(call: ast.Call) -> Iterator[str]:
    for word in call.keywords:
        yield word.arg or "**"
    # Msg("id", (("name", value), ...)), as the catalogue itself writes it.
    for rest in call.args[1:]:
        assert isinstance(rest, ast.Tuple)
        for pair in rest.elts:
            assert isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant)
            yield str(pair.elts[0].value)


def named() -> Iterator[Use]:
    """Give every other string of the program, its page and its templates that is shaped like the id of a message."""
    shaped = re.compile(
        f"({'|'.join(sorted({id.split('-')[0] for id in catalogue().messages if '-' in id}))})(-[a-z0-9]+)+"
    )
    for module in product():
        within = {call.args[0] for call in messages_in(module)}
        for node in strings(module):
            if node not in within and shaped.fullmatch(str(node.value)):
                yield Use(f"{module.path}:{node.lineno}", str(node.value), None)
    for path in sorted(PAGE.glob("*.js")):
        for id in re.findall(r"'(web-page-[a-z0-9-]+)'", path.read_text(encoding="utf-8")):
            yield Use(path.name, id, None)
    for path in sorted(PAGE.glob("*.html")):
        for slot in re.findall(r"\{\{([a-z-]+)\}\}", path.read_text(encoding="utf-8")):
            if slot not in SLOTS:
                yield Use(path.name, slot, None)
