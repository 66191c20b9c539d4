"""The runtime: events in, cards out."""
