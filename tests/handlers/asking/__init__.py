"""Asking, and the guard before it."""
