"""Mediation: bodies that mediate disputes, and who mediates there."""
