"""Alembic revisions of the two stores, main and keys."""
