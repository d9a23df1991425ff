"""Subjects: villages, companies and institutions that are to keep their zeros, and what was known of each on a day."""
