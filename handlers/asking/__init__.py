"""Asking: one text, at most the guard, one last card that shows what others will see; then it is at the well."""

from __future__ import annotations

from handlers.asking.talk import CONVERSATION

__all__ = ["CONVERSATION"]
