"""The desk's pages of what is kept of lists."""
