"""The parts of the reader of date words: dates.py is its door."""
