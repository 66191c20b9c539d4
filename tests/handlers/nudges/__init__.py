"""Tests of what is told of trainings, in time and once."""
