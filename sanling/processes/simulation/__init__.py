"""A lived-in city for demonstration: geography, staff and a year of matters, all of it invented and seeded."""
