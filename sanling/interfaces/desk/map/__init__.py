"""The map on the desk."""
