"""What jobs do about licenses: read the pool, ask the admins, move a license and bring it back."""
