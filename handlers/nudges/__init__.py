"""Nudges: what is due of somebody's trainings is told in time, once, with the reason, and never at night."""
