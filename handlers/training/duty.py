"""Who has a training deadline at all: by her roles, and unless she has said that it is not for her; pure."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.training.known import Known

# 相談支援専門員 and 主任 have one, each alone too; 相談支援員 alone has none (平成24年厚労省令28号 3条4項).
ROLES = ("counsellor", "chief")


def by_role(roles: Iterable[str]) -> bool:
    """Tell whether somebody with these roles has one."""
    return not set(ROLES).isdisjoint(roles)


def declined(hers: Known) -> bool:
    """Tell whether she has said that it is not for her."""
    return hers.career is not None and hers.career.not_mine_at is not None


def concerns(hers: Known, roles: Iterable[str]) -> bool:
    """Tell whether it is hers, by her roles and by what she has said."""
    return by_role(roles) and not declined(hers)
