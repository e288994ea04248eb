"""Use cases about licenses: asking, deciding, looking, and what an admin sets."""
