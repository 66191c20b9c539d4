"""Mirrors bot/faces/web/: over real HTTP."""
