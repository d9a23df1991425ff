"""The desk's pages of zeros: how each month stands, and the standard in words."""
