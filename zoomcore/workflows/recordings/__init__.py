"""What jobs do with recordings: read them, share them, throw them away, tell of them."""
