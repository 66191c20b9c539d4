"""Benchmarks: the goals of speed, each against a contender, as ratios and plain counts; run by `make bench`."""
