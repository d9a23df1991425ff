"""Months that are to be judged anew as a whole, soon after they were confirmed or reopened: a topic of the outbox."""

TOPIC = "recognition.month"
