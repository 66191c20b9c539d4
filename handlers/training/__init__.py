"""Trainings: what somebody has completed, until when the next one is due, and why."""
