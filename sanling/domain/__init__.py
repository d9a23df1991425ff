"""The field itself, one Django app a room, lowest first."""
