"""Writes of exports: one verb, one file."""
