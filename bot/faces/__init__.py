"""The platforms that people use, one folder each."""
