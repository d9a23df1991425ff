"""Documents for paper: set from a template and data as PDF, in a font that comes along."""
