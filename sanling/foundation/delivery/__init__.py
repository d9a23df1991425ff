"""Outbox, notices and text messages; and what keeps callers honest: idempotency keys and limits."""
