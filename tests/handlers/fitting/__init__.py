"""The visits' desk: lists, pairs, offers, booking by telephone, and what is handed over."""
