"""Matters for residents."""
