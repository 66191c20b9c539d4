"""The documents whose code is run."""
