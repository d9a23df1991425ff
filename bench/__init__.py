"""The load program: starts a real installation, fills it, drives it from another process, and tells what it reached."""
