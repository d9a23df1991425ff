"""``python -m bench``: measure a new installation and print a table."""

from bench.measure import command

command()
