"""Trainings: the grid, who may take what, and what is checked before anything is kept."""
