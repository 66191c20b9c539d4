"""The repository as the rules see it: its modules, parsed once, and what stands in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "handlers", "messages", "storage")


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root with slashes, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.text.count("\n")


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Return the modules under some folders, sorted by path."""
    if len(folders) > 1:
        return tuple(sorted((one for folder in folders for one in modules(folder)), key=lambda one: Path(one.path)))
    paths = sorted((ROOT / folders[0]).rglob("*.py"))
    texts = [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


def product() -> tuple[Module, ...]:
    """Return every module of the program."""
    return modules(*PRODUCT)


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return a node and everything below it, the outer first: what ast.walk gives, walked once."""
    return tuple(ast.walk(tree))


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """Return the constants that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found: set[ast.AST] = set()
    for node in nodes(tree):
        if isinstance(node, owners) and ast.get_docstring(node) is not None:
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            found.add(first.value)
    return found


def strings(module: Module) -> Iterator[ast.Constant]:
    """Give every string literal that is no docstring, the plain parts of f-strings too."""
    told = docstrings(module.tree)
    for node in nodes(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function and method."""
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Give every call of a name or of a dotted name, with that name."""
    for node in nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield _dotted(node.func), node


def _dotted(func: ast.expr) -> str:
    # As ast.unparse writes it, which takes its time for what is nothing but names.
    match func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name() | ast.Attribute() as owner, attr=name):
            return f"{_dotted(owner)}.{name}"
    return ast.unparse(func)
