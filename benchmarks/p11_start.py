"""P11: the start: CPU until people can come, against importing what is needed anyway; what is never imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Row, exact, figure, ratio, size
from tests.world import settings_for

ROOT = Path(__file__).parent.parent
WEB = "import aiohttp.web, sqlalchemy, sqlalchemy.orm, bot.settings"
TELEGRAM = f"import telegram; {WEB}"
SLACK = f"import slack_bolt.app.async_app, slack_sdk.web.async_client; {WEB}"
# Another platform than the chosen one, and what draws pictures.
NEVER = ("telegram", "httpx", "slack_bolt", "slack_sdk", "matplotlib", "numpy", "pandas")
LOADED = f"""
import asyncio, sys
from bot.app import App
from bot.settings import load
async def up():
    app = App(load())
    await app.start()
    found = len(set({NEVER!r}) & set(sys.modules))
    await app.stop()
    sys.exit(found)
asyncio.run(up())
"""


def cpu(command: list[str], environment: dict[str, str], *, until_it_speaks: bool = False) -> float:
    """Return the seconds of CPU that a program used until its end, or until the first line that it prints."""
    given = {**os.environ, **environment}
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        if until_it_speaks:
            assert process.stdout.readline()
            process.kill()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert until_it_speaks or process.returncode == 0
    return used.ru_utime + used.ru_stime


def measure(folder: Path) -> list[Row]:
    """Return the rows of P11."""
    settings_for(folder / "var", "sqlite")
    web = {"IDOBATA_VAR": str(folder / "var"), "IDOBATA_DEMO": "1", "IDOBATA_WEB_PORT": "0"}
    # Nothing answers there: the start does not wait for it.
    telegram = {**web, "IDOBATA_TELEGRAM_TOKEN": "1:" + "T" * 35, "IDOBATA_TELEGRAM_URL": "http://127.0.0.1:9"}
    slack = {**web, "IDOBATA_SLACK_BOT_TOKEN": "xoxb-1", "IDOBATA_SLACK_APP_TOKEN": "xapp-1"}
    slack["IDOBATA_SLACK_URL"] = "http://127.0.0.1:9/api/"
    ready, imports, ready_both, imports_both, version, bare = ([] for _ in range(6))
    ready_slack, imports_slack = [], []
    for _ in range(size(11, 1)):
        ready.append(cpu(["-m", "bot", "run"], web, until_it_speaks=True))
        imports.append(cpu(["-c", WEB], {}))
        ready_both.append(cpu(["-m", "bot", "run"], telegram, until_it_speaks=True))
        imports_both.append(cpu(["-c", TELEGRAM], {}))
        ready_slack.append(cpu(["-m", "bot", "run"], slack, until_it_speaks=True))
        imports_slack.append(cpu(["-c", SLACK], {}))
        version.append(cpu(["-m", "bot", "--version"], {}))
        bare.append(cpu(["-c", "pass"], {}))
    found = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, env={**os.environ, **web}, capture_output=True)
    assert b"Traceback" not in found.stderr
    return [
        Row("P11", "ready, the page alone / its imports", ratio(ready, imports), at_most=1.25),
        Row("P11", "ready, page and Telegram / their imports", ratio(ready_both, imports_both), at_most=1.25),
        Row("P11", "ready, page and Slack / their imports", ratio(ready_slack, imports_slack), at_most=1.25),
        Row("P11", "modules of another platform or for pictures", exact(found.returncode), "", at_most=0),
        Row("P11", "--version / a bare Python", ratio(version, bare), at_most=3),
        Row("P11", "ready, the page alone", figure([value * 1000 for value in ready]), "ms"),
        Row("P11", "a bare Python", figure([value * 1000 for value in bare]), "ms"),
    ]
