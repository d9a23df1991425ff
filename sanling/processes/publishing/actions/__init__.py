"""Writes of publishing: one verb, one file."""
