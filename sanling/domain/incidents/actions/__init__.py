"""Writes of this room: one verb, one file."""
