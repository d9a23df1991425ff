"""Families of kinds: what is listed, counted and kept together."""

# What residents bring. Only matters of this family have a channel, a category and a link of the resident.
REPORTED = "reported"
