"""Bulletins are verified: sums, rates, parts, changes and dates, and what would make those agree that don't."""
