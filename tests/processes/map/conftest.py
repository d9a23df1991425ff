"""Invented lives of matters, for the tests of what is counted of them."""

from tests.processes.simulation.conftest import inventor, staffed

__all__ = ["inventor", "staffed"]
