"""Pages for residents: report, and see where it stands."""
