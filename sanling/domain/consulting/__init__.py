"""Consulting: what residents asked and were answered, published without a person in it, where the asker agrees."""
