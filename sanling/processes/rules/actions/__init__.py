"""Writes of rules: one verb, one file."""
