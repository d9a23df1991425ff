"""The desk's pages of subjects."""
