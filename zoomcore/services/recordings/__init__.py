"""Use cases about recordings: looking, publishing, throwing away, and who opened one."""
