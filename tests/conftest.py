"""Fixtures that several folders share, as plugins."""

from hypothesis import settings

pytest_plugins = ["tests.databases"]

# On a machine that others use too, how long one example took says nothing about our code.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
