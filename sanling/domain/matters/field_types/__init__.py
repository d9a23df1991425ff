"""What the fields of forms hold: one type a file, found by its code."""
