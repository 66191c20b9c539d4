"""What must be nowhere, and who must see nothing."""
