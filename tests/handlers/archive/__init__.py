"""What was asked before, found again."""
