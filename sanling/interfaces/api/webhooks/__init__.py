"""Webhooks for other systems."""
