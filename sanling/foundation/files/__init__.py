"""Uploaded files, on disk under the hash of their content."""
