"""Mediation bodies and mediators, as staff read and administrators keep them."""
