"""What is done with questions and answers: agreed to, drafted, published, withdrawn."""
