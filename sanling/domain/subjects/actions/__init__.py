"""Writes of subjects, one verb a file."""
