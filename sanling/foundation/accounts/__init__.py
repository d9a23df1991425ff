"""Staff accounts: who may sign in, and how; what they may do comes from posts, never from here."""
