"""Verbs of warnings: what the system does when a colour was computed anew."""
