"""What programs read of rates."""
