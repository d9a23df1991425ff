"""Units and their people for other systems."""
