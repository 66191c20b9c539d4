"""Joining accounts, as it is talked about."""
