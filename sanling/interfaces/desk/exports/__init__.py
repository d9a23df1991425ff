"""The desk's pages of exports."""
