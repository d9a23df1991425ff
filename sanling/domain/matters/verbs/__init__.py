"""What can be done to a matter: one verb a file, found by its code."""
