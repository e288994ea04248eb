"""What only webinars have."""
