"""A registrant's own link, as it is kept: sealed, since it opens the class as that person."""

from zoomcore.services.sealing import Seal


def close_link(seal: Seal, url: str) -> str:
    """Nothing stays nothing."""
    return seal.close(url) if url else ""


def open_link(seal: Seal, kept: str) -> str:
    """Nothing where none is kept, or it was sealed with another key: then it is read anew."""
    return (seal.open(kept) or "") if kept else ""
