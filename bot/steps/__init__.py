"""The steps of `idobata preview`, one module a feature."""
