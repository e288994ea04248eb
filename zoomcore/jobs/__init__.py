"""Durable work: one narrow port, an embedded engine for SQLite, procrastinate for PostgreSQL."""
