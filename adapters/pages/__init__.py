"""The web pages a person opens from a chat: a signed link becomes a command, and the core's answer becomes a page."""
