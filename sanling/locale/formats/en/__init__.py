"""Dates and times as all pages write them."""
