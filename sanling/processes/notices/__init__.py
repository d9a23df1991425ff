"""Who is told what: targets of definitions become posts, and posts get notices."""
