"""Writes of uploads: one verb, one file."""
