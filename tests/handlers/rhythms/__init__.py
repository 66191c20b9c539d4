"""The invitation of Friday afternoon."""
