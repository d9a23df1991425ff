"""The API's operations on tags."""
