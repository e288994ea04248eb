"""Breakout rooms, carried to Zoom."""
