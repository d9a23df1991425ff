"""Writes of mediation: one verb, one file."""
