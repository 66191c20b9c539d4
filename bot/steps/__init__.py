"""What the walk of `idobata preview` does in each feature, one module each."""
