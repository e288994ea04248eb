"""Our tables: people, courses, meetings, messages and jobs, on SQLite or PostgreSQL. Rows never leave."""

from zoomcore.storage.schema import migrate
from zoomcore.storage.store import Store, Unit

__all__ = ["Store", "Unit", "migrate"]
