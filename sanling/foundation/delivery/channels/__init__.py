"""Ways by which a notice leaves the house, each a small class that one contract test tries."""
