"""A backup: what is in it, how it is written and read, and what a restore makes of it."""
