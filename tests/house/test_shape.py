"""How the code is written: sizes, docstrings, and what must not stand in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOT, Module, calls, docstrings, functions, modules, nodes, product, strings

# Letters, not signs: what splits or ends a sentence is code.
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]")
# Alembic writes them, and they are never changed afterwards.
MIGRATIONS = "storage/migrations/"
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
Def = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_japanese_stands_only_under_messages_and_in_what_is_about_the_language() -> None:
    found = [
        f"{module.path}:{node.lineno}: {node.value!r}"
        for module in modules("bot", "handlers", "storage")
        for node in strings(module)
        if JAPANESE.search(str(node.value)) and not module.path.startswith("handlers/language/")
    ]
    assert found == []


def test_what_the_page_says_comes_from_messages_too() -> None:
    files = [path for path in sorted((ROOT / "bot").rglob("*")) if path.suffix in (".html", ".js", ".css", ".svg")]
    assert [path.name for path in files if JAPANESE.search(path.read_text(encoding="utf-8"))] == []
    assert {path.suffix for path in files} == {".html", ".js", ".css", ".svg"}


def test_the_search_for_japanese_finds_it_in_an_f_string_and_not_in_a_docstring() -> None:
    text = '"""井戸端"""\n# 井戸端\nX = f"{1}人"\n'
    assert [node.value for node in strings(Module("x.py", text, ast.parse(text)))] == ["人"]


def test_no_module_is_long() -> None:
    long = [f"{one.path}: {one.lines}" for one in product() if one.lines > 300 and not one.path.startswith(MIGRATIONS)]
    long += [f"{one.path}: {one.lines}" for one in modules("tests") if one.lines > 400]
    long += [f"{one.path}: {one.lines}" for one in modules("benchmarks") if one.lines > 300]
    assert long == []


def test_no_file_of_the_page_is_long() -> None:
    files = [path for path in (ROOT / "bot").rglob("*") if path.suffix in (".js", ".html")]
    assert [path.name for path in files if path.read_text(encoding="utf-8").count("\n") > 300] == []


def test_no_function_is_long() -> None:
    found = []
    for module in product():
        if not module.path.startswith(MIGRATIONS):
            for node in functions(module.tree):
                assert node.end_lineno is not None
                size = node.end_lineno - node.lineno + 1
                found += [f"{module.path}:{node.name}: {size}"] if size > 40 else []
    assert found == []


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Def]:
    """Give the public functions and classes of a module or class, and the public methods of the latter."""
    for node in tree.body:
        if isinstance(node, Def) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_every_module_and_everything_public_says_what_it_is() -> None:
    every = (*product(), *modules("tests", "benchmarks"))
    found = [module.path for module in every if ast.get_docstring(module.tree) is None]
    for module in (*product(), *modules("benchmarks")):
        found += [f"{module.path}:{node.name}" for node in public(module.tree) if ast.get_docstring(node) is None]
    for module in modules("tests"):
        helpers = [node for node in module.tree.body if isinstance(node, Def) and not node.name.startswith("_")]
        own = [node for node in helpers if not node.name.startswith(("test_", "Test"))]
        found += [f"{module.path}:{node.name}" for node in own if ast.get_docstring(node) is None]
    assert found == []


def test_docstrings_are_sentences() -> None:
    found = []
    for module in product():
        for node in docstrings(module.tree):
            assert isinstance(node, ast.Constant)
            text = str(node.value).strip()
            found += [] if text.endswith((".", ")")) and not text[0].islower() else [f"{module.path}: {text}"]
    assert found == []


def test_only_the_command_line_prints() -> None:
    printing = {module.path for module in product() for name, _ in calls(module.tree) if name == "print"}
    assert printing == {"bot/__main__.py", "bot/commands.py"}


def test_nothing_is_left_for_later() -> None:
    paths = [
        path
        for folder in ("bot", "handlers", "messages", "storage", "tests", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*"))
    ]
    paths += [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md")), ROOT / "Makefile"]
    kinds = {".py", ".js", ".html", ".css", ".ftl", ".toml", ".md", ""}
    texts = [path for path in paths if path.is_file() and path.suffix in kinds]
    assert [path.name for path in texts if UNFINISHED.search(path.read_text(encoding="utf-8"))] == []


def test_every_test_can_fail() -> None:
    found = []
    for module in modules("tests"):
        local = {node.name: node for node in functions(module.tree)}
        tests = [node for name, node in local.items() if name.startswith("test_")]
        found += [f"{module.path}:{test.name}" for test in tests if not _checks(test, local)]
    assert found == []


def _checks(node: ast.AST, local: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]) -> bool:
    if any(isinstance(part, ast.Assert) for part in nodes(node)):
        return True
    names = [name.rpartition(".")[2] for name, _ in calls(node)]
    # sees() and hears() are how a chat asserts; otherwise a helper of the same module does.
    if any(name.startswith(("sees", "hears", "raises", "expect", "run_state_machine")) for name in names):
        return True
    return any(_checks(local[name], {n: f for n, f in local.items() if n != name}) for name in names if name in local)
