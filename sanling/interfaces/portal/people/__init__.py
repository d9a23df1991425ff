"""Who is there for residents: the directory of offices."""
