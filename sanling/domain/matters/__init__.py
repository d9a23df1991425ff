"""Matters: what a resident or an office brings, and all that is done about it."""
