"""The desk's parts and pages of tags."""
