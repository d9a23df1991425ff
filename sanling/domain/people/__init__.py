"""Units, posts and jurisdictions of the staff; persons known to the city; who may see what."""
