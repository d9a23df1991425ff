"""Sanling: the open platform for a city's grassroots governance."""
