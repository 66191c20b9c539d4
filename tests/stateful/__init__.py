"""Any sequence of what a person may do, against a model of what must come of it."""
