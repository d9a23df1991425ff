"""Divisions, their boundaries and succession, and the code points that posters carry."""
