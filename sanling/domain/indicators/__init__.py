"""Measures that rooms declare, the sums of what they count, and the indicators that are made of them."""
