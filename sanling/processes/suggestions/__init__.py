"""What is suggested from the city's own settled matters: categories, places, handlers; never a decision."""
