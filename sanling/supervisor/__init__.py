"""Starts, watches and stops the processes of one installation.

It stands beside settings.py, outside the floors, and imports no Django: it must run before a database exists, stay
small while the processes that it restarts come and go, and speak plainly when the rest can't even be imported.
"""
