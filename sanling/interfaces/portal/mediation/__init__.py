"""Who mediates disputes: the directory of mediators."""
