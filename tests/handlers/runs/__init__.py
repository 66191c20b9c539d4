"""Runs of courses."""
