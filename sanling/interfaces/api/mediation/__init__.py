"""Mediation for other systems."""
