"""Residents read what others asked and were answered, and say whether theirs may be read."""
