"""Which Lectern this is."""

from importlib.metadata import version as installed


def version() -> str:
    """The installed package's version, as pyproject.toml names it."""
    return installed("lectern")
