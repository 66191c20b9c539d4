"""The command line: run, link, bring, check, preview."""

from __future__ import annotations

import atexit
import gc
import sys

VERSION = "0.1.0"


def main() -> None:
    """Run the command line; --version answers without importing anything."""
    if sys.argv[1:] == ["--version"]:
        print(VERSION)
        return
    # What is imported stays: nobody looks for garbage in it while it comes, nor once more when all is over.
    gc.disable()
    atexit.register(gc.freeze)
    from bot.commands import app

    app(prog_name="idobata")


if __name__ == "__main__":
    main()
