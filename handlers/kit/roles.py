"""What the roles are called."""

from __future__ import annotations

from messages.words import msg

ROLES = {
    "counsellor": msg("role-counsellor"),
    "support_worker": msg("role-support-worker"),
    "chief": msg("role-chief"),
    "centre": msg("role-centre"),
    "coordinator": msg("role-coordinator"),
    "manager": msg("role-manager"),
    "observer": msg("role-observer"),
}
