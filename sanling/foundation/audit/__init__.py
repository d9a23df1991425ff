"""Who did what, one row an act, sealed afterwards so that tampering shows."""
