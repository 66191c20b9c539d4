"""これまでの道 (handlers/ladder)."""
