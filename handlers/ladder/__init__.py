"""これまでの道: one's way as a list and as a picture, and the roles of a band, ticked by oneself and for oneself."""
