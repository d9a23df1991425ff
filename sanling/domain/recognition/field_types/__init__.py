"""Field types of warnings."""
