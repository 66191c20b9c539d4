"""The page in a real browser, with the real program behind it."""
