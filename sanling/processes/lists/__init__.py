"""What accounts and units keep of lists: which columns, and which filters under a name."""
