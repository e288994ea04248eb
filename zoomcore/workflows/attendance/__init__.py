"""Collecting who was there: what Zoom tells live, what it reports afterwards, and what follows from it."""
