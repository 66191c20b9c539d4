"""Mirrors bot/faces/."""
