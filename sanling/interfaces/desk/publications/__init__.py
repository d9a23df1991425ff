"""The desk's pages of figures that were published."""
