"""Signing up for classes: who is followed, who is asked about, who is let in."""
