"""集まりで3分, as conversations."""
