"""What programs read of zeros and warnings."""
