"""Places for other systems."""
