"""Hosts' hours: the week, single days, the question of the 20th, how often, and who sees it."""
