"""Platforms that speak real HTTP and keep a ledger of what a person would see."""
