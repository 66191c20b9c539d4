"""The network's places, and what people do there."""
