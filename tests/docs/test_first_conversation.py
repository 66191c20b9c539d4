"""docs/first-conversation.md does what it says: its files, put into a copy of the repository, work and obey."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "first-conversation.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^`([\w./-]+)`\n\n```(?:python|fluent)\n(.*?)^```$", re.M | re.S)
FILES = dict(FILE.findall(GUIDE))
CHANGE = re.compile(r"^`([\w./-]+)`\n\n```diff\n(.*?)^```$", re.M | re.S)
CHANGES = dict(CHANGE.findall(GUIDE))
HOUSE = [f"tests/house/test_{name}.py" for name in ("fences", "fluent", "shape", "wording")]


def copy(to: Path) -> Path:
    """Copy the program, and of the tests what the guide's need, and put the guide's files in."""
    for name in ("bot", "handlers", "messages", "storage", "benchmarks", "tests/house", "tests/simulators"):
        # With what Python has compiled: only what the guide changes is compiled anew.
        shutil.copytree(ROOT / name, to / name)
    (to / "tests" / "handlers").mkdir()
    for path in ((ROOT / "tests").glob("*.py"), ROOT.glob("pyproject.toml"), ROOT.glob("Makefile")):
        for file in path:
            shutil.copy(file, to / file.relative_to(ROOT))
    shutil.copy(ROOT / "tests" / "handlers" / "__init__.py", to / "tests" / "handlers")
    for path_, text in FILES.items():
        (to / path_).parent.mkdir(parents=True, exist_ok=True)
        (to / path_).write_text(text, encoding="utf-8")
    for path_, text in CHANGES.items():
        before = (to / path_).read_text(encoding="utf-8")
        (to / path_).write_text(changed(before, text), encoding="utf-8")
    return to


def changed(before: str, change: str) -> str:
    """Return a text in which each line with a plus stands behind the line above it, of which there is one."""
    lines = change.splitlines()
    for above, line in pairwise(lines):
        if line.startswith("+"):
            assert before.count(f"\n{above[1:]}\n") == 1, above
            before = before.replace(f"\n{above[1:]}\n", f"\n{above[1:]}\n{line[1:]}\n")
    return before


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the guide followed."""
    return copy(tmp_path_factory.mktemp("guide"))


def run(repository: Path, *command: str) -> str:
    """Run a module of Python in the copy and return what it says; fails with it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "IDOBATA", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=repository, env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_block_of_code_is_a_file_that_is_run_or_a_command() -> None:
    languages = [language for language, _ in FENCE.findall(GUIDE)]
    assert set(languages) == {"python", "fluent", "sh", "diff"}
    assert len(FILES) == sum(language in ("python", "fluent") for language in languages) == 6
    assert len(CHANGES) == languages.count("diff") == 1


def test_it_needs_no_line_in_bot() -> None:
    assert {path.split("/")[0] for path in FILES} == {"handlers", "messages", "tests"}


def test_only_the_list_of_conversations_is_changed() -> None:
    assert [path for path in FILES if (ROOT / path).exists()] == []
    assert list(CHANGES) == ["handlers/conversations.py"]
    before = (ROOT / "handlers" / "conversations.py").read_text(encoding="utf-8")
    added = set(changed(before, CHANGES["handlers/conversations.py"]).splitlines()) - set(before.splitlines())
    assert added == {"    survey,", "    survey.CONVERSATION,"}


def test_its_tests_pass_and_it_obeys_the_rules_of_the_house(repository: Path) -> None:
    where = ["tests/handlers/survey", *HOUSE]
    told = run(repository, "pytest", "-v", "-p", "no:cacheprovider", "-m", "not postgres", *where)
    passed = re.findall(r"^tests/handlers/survey/.*::(test_\w+).* PASSED", told, re.M)
    written = re.findall(r"^def (test_\w+)", FILES["tests/handlers/survey/test_survey.py"], re.M)
    assert len(written) == 6
    assert set(passed) == set(written)


def test_it_is_written_as_the_house_writes(repository: Path) -> None:
    written = [path for path in FILES if path.endswith(".py")]
    assert run(repository, "ruff", "check", "--no-cache", *written) == "All checks passed!\n"
    assert run(repository, "ruff", "format", "--no-cache", "--check", *written) == "5 files already formatted\n"
