"""Backups of courses, restoring them, and carrying a course into a new term."""
