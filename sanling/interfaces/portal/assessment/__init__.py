"""Residents assess which ways lead out of a dispute; nothing of it is kept unless they go on."""
