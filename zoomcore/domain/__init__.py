"""The subject itself, pure: no I/O, no await, no clock."""
