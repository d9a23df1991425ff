"""The desk's pages of rules."""
