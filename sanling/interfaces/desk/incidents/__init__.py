"""The desk's pages of incidents."""
