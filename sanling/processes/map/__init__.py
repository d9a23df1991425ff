"""The one map: what it draws of places, what it colours them by, and what stands where."""
