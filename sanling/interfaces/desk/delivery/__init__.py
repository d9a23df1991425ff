"""The desk's pages of jobs and messages."""
