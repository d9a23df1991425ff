"""Definitions of how a matter moves, as data: checked, versioned, drawn."""
