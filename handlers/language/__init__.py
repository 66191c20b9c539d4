"""About Japanese: how people write days."""
