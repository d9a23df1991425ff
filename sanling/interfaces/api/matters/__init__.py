"""Matters for other systems."""
