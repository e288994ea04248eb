"""What instructors, assistants and students are shown of who was there."""
