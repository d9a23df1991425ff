"""The desk's page that verifies bulletins."""
