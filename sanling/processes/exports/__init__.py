"""Ledgers as Excel files, written by a job through the same doors as the pages."""
