"""Sanling: the open platform for a city's grassroots governance."""

# The one place that says it: pyproject.toml, `sanling --version` and /metrics read it here.
__version__ = "0.2.0"
