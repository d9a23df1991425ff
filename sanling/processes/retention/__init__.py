"""What is over is forgotten: people, words and files of matters, by rules of the city's profile."""
