"""The Japanese language: days so far."""
