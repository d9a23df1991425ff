"""The desk's pages of rates."""
