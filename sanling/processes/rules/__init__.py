"""Saved views that act: what is newly registered and meets one is assigned or tagged, or somebody is told of it."""
