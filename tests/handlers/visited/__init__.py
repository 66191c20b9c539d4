"""After a visit."""
