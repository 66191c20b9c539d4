"""The settings: what one can set, and leave."""
