"""The acts of forgetting."""
