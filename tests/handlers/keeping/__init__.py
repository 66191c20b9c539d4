"""What the well keeps."""
