"""Writes of figures: one verb, one file."""
