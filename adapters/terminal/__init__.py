"""The terminal as a chat: `lectern say`, the demo's prompt and many tests speak through it."""
