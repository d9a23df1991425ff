"""What programs read of figures."""
