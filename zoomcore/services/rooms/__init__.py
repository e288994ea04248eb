"""Breakout rooms that are known before the class."""
