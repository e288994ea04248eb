"""Carrying a recorded change to Zoom: a move, a cancellation, a recovery. Every call may be made again safely.

A PATCH and a DELETE say how things shall be, so after a lost answer they are simply sent again: the same PATCH changes
nothing, and a DELETE of what is gone answers "not found", which is what was wanted.
"""
