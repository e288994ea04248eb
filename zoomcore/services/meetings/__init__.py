"""Scheduling: new, now, list, details, move, cancel, announce."""
