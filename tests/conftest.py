"""Fixtures that several folders share, as plugins."""

pytest_plugins = ["tests.databases"]
