"""Tests of a network's own words and data."""
