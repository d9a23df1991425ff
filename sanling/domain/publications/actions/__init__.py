"""Writes of publications: one verb, one file."""
