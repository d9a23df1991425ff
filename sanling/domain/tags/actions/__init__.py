"""Writes of tags: one verb, one file."""
