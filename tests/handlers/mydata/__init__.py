"""One's own data: taking it along, and deleting it."""
