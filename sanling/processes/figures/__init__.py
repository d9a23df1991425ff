"""Figures that leave the house: whether what a bulletin prints agrees with itself."""
