"""The roster: inviting, roles, pausing and removing."""
