"""The desk's pages of changed profiles and workflows."""
