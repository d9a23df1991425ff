"""The desk's pages of webhooks."""
