"""Tracking fields."""
