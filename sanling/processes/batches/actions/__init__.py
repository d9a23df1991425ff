"""What is done with batches, one write a file."""
