"""Figures in words, their addresses and cards, for the desk and for boards."""
