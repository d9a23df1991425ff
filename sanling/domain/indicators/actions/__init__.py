"""Writes of indicators: one verb, one file."""
