"""The audit log as auditors read it: which rows are in whose reach, in sentences, on the desk and as a file."""
