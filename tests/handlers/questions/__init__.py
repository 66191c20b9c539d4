"""The well, as each of those who use it sees it."""
