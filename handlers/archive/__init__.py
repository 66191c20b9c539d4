"""The archive: what was asked before. Similar questions while one asks, and さがす."""

from __future__ import annotations

from handlers.archive.finding import Found, find
from handlers.archive.similar import Hit, similar

__all__ = ["Found", "Hit", "find", "similar"]
