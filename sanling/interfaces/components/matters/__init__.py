"""What all doors have in common at which residents report."""
