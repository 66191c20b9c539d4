"""The fences that import-linter cannot see, and that its contracts leave no package out."""

from __future__ import annotations

import ast
import tomllib
from typing import Any

import pytest

from tests.house.tree import PRODUCT, ROOT, Module, calls, modules, nodes, product

CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
# What stands beside the program: it may use all of it, and any library; nothing of the program may use it.
BESIDE = ("benchmarks", "tests")
CLOCKS = ("now", "today", "utcnow", "time", "time_ns", "fromtimestamp", "gmtime", "localtime")
# The Clock itself, ids (whose time nobody reads), the tombstone's date, and commands that run once.
MAY_READ_THE_CLOCK = {"handlers/kit/clock.py", "storage/ids.py", "storage/keys.py", "bot/commands.py", "bot/links.py"}


def reads_the_clock(module: Module) -> bool:
    """Tell whether a module asks the machine for the time of day."""
    owners = {"datetime", "date", "time"}
    for name, call in calls(module.tree):
        parts = name.split(".")
        if len(parts) > 1 and parts[-1] in CLOCKS and owners.intersection(parts[:-1]) and not _of_a_value(call):
            return True
    names = [
        a.name for n in nodes(module.tree) if isinstance(n, ast.ImportFrom) and n.module == "time" for a in n.names
    ]
    return bool(set(CLOCKS).intersection(names))


def _of_a_value(call: ast.Call) -> bool:
    # local.time() is a method of a datetime that somebody has got; time.time() is the machine's.
    return not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name | ast.Attribute)


def test_time_comes_from_the_clock() -> None:
    assert {module.path for module in product() if reads_the_clock(module)} == MAY_READ_THE_CLOCK


def test_the_contracts_name_every_package() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - set(BESIDE)
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert set(linter["root_packages"]) == packages == set(PRODUCT)
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    assert {name.strip() for layer in layers for name in layer.split("|")} == packages


def test_every_fence_stands_around_all_who_are_outside() -> None:
    outside = {
        contract["id"]: set(contract["source_modules"]) for contract in CONTRACTS if "source_modules" in contract
    }
    assert outside == {
        "faces": {"bot.faces"},
        "sqlalchemy": set(PRODUCT) - {"storage"},
        "databases": set(PRODUCT) - {"storage"},
        "aiohttp": set(PRODUCT),
        "apscheduler": set(PRODUCT),
        "models": set(PRODUCT),
        "papers": set(PRODUCT),
        "telegram": set(PRODUCT),
        "slack": set(PRODUCT),
    }


def test_messages_need_nothing_but_fluent() -> None:
    allowed = {"__future__", "collections", "dataclasses", "datetime", "functools", "pathlib", "typing"}
    allowed |= {"re", "tomllib", "unicodedata", "fluent", "messages"}
    assert imported("messages") <= allowed


def test_handlers_know_no_event_loop_and_no_network() -> None:
    assert imported("handlers") & {"asyncio", "threading", "socket", "urllib", "http", "subprocess", "logging"} == set()


@pytest.mark.slow
def test_the_program_knows_nothing_of_what_stands_beside_it() -> None:
    assert {name for package in PRODUCT for name in imported(package)}.intersection(BESIDE) == set()
    # Only the benchmarks bring contenders with them, and only their own test runs them.
    assert imported("tests") & {"benchmarks", "aiosqlite"} == set()
    assert {"storage", "bot", "tests"} <= imported("benchmarks")


def imported(package: str) -> set[str]:
    """Return the top-level names that a package imports."""
    found = set()
    for module in modules(package):
        if module.path.startswith(f"{package}/"):
            for node in nodes(module.tree):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                if isinstance(node, ast.ImportFrom):
                    found.add((node.module or "").split(".")[0])
    return found


def test_rules_are_pure() -> None:
    rules = [module for module in product() if module.path.endswith("/rules.py")]
    used = {
        node.module or ""
        for module in rules
        for node in nodes(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
    }
    assert "handlers/reflection/rules.py" in [module.path for module in rules]
    assert not any(name.startswith(("storage", "sqlalchemy", "handlers.kit.turn", "bot")) for name in used)
    assert not any(isinstance(node, ast.Await) for module in rules for node in nodes(module.tree))
