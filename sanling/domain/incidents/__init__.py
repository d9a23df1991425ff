"""What happened that may break a zero: petition visits, accidents, police figures, disputes that rose."""
