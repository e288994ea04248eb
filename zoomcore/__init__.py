"""The platform-free core: what Lectern knows and does, without a word of Slack, Teams or a web server."""
