"""What only webinars have, carried to Zoom."""
