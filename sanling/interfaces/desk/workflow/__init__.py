"""The desk's pages of workflows."""
