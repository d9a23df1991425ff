"""Clocks that run out: one scan reads clocks only, in batches, and never takes one twice."""
