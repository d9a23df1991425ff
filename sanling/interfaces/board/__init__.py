"""Boards for walls: command screens of leaders and centres."""
