"""Tables and queries, one file per noun; the only place that knows SQL."""
