"""Keeping us and Zoom agreed: lists swept, changes taken over and told, clashes asked about, meetings adopted."""
