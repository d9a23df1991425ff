"""Verbs of warnings and of recognitions: one verb a file, found by its code."""
