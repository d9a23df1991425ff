"""Acts on many matters at once: ordered by a post, worked off by a job, told row by row."""
