"""Whether two names may be one person's although they are spelled otherwise (葵 and あおい, 髙橋 and 高橋); pure."""

from __future__ import annotations

from handlers.kit.text import folded

# So long are most parts of a name.
_PART = 2


def maybe_one(name: str, other: str) -> bool:
    """Tell whether one part of two names is the same: nobody knows how the other part is read."""
    parts, others = ({folded(part) for part in one.split()} for one in (name, other))
    if len(parts) > 1 and len(others) > 1:
        return not parts.isdisjoint(others)
    # Of a name without a space nobody knows where its parts end.
    one, two = folded(name), folded(other)
    return one[:_PART] == two[:_PART] or one[-_PART:] == two[-_PART:]
