"""The archive: what was asked before. Similar questions while one asks, and さがす.

Whatever changes what others can read of a question or of its answers calls `keep` in the same turn; what deletes one
calls `forget` before.
"""

from __future__ import annotations

from handlers.archive.finding import Found, find
from handlers.archive.keeping import forget, keep
from handlers.archive.similar import Hit, similar

__all__ = ["Found", "Hit", "find", "forget", "keep", "similar"]
