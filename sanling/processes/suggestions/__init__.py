"""Categories suggested from the city's own settled matters; a suggestion is never a decision."""
