"""What jobs do about backups: make them, restore from them, take a restore back."""
