"""Visits when spoken to: what an office, a host and the centre say, press and read."""
