"""Which keys the data was written under: marks of them lie in the database, and nothing is written under others."""
