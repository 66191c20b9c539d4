"""What the rules have read of the repository goes when all is done, or it would be looked through for garbage."""

from __future__ import annotations

from tests.house import tree


def pytest_sessionfinish() -> None:
    """Forget all trees: nothing in them points back, so they go at once."""
    tree.modules.cache_clear()
    tree.nodes.cache_clear()
