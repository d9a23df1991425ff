"""Figures that were published: drafted by one person, published by a second, and never changed from then on."""
