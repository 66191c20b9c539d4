"""Tests of the guard for personal information."""
