"""The edition of what the extra [semantic] makes of a question: of which text, by which models."""

from __future__ import annotations

from hashlib import blake2b

# To be changed with either model of bot/models.py.
MODELS = "e5-use-1"


def edition(question: str) -> str:
    """Return what tells the vector of this text from that of another, or of other models."""
    return f"{MODELS}-{blake2b(question.encode(), digest_size=8).hexdigest()}"
