"""The language of conversations: forms, cards, turns, errors, limits."""
