"""Slack: its words into ours and ours into its."""
