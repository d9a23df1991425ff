"""The desk's pages of batches."""
