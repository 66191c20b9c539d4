"""Sharing, as conversations and at its seams."""
