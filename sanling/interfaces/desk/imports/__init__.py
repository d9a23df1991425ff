"""The desk's pages of lists that are taken in."""
