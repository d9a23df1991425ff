"""Webhooks: units are told of what happens to their matters, at addresses of other systems."""
