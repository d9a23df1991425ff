"""What spans rooms."""
