"""The desk's pages of units and their people."""
