"""What actions do to a dispute that is mediated, one verb a file."""
