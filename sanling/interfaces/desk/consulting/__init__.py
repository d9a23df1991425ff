"""Staff put questions and answers into words without a person in them, and a second person publishes them."""
