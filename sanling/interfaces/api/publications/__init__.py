"""What programs read of published figures."""
