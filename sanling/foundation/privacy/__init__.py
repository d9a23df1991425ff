"""Personal data: encrypted at rest, found by blind index, shown masked, unmasked with a purpose."""
