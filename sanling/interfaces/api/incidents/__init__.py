"""The API's operations on incidents."""
