"""One view a page: door, form, action or query, render."""
