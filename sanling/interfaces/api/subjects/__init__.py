"""The API's reading of subjects."""
