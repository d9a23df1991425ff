"""The interface for other systems: JSON over HTTP, described by OpenAPI."""
