"""Fixtures for every test."""

pytest_plugins = ("tests.city", "tests.cast", "tests.workflows", "tests.messages")
