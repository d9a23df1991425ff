"""Writes of lists: one verb, one file."""
