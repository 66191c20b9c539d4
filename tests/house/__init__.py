"""Rules of the house: what no single test of a feature would notice."""
