"""The Store: units of work over one database. A unit decides or records; calls to Zoom and the chats stand outside."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from contextvars import ContextVar
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from zoomcore.errors import StorageError
from zoomcore.storage.allowances import AllowanceRepository
from zoomcore.storage.audit import AuditRepository
from zoomcore.storage.backups import BackupRepository
from zoomcore.storage.bindings import BindingRepository
from zoomcore.storage.counting import StatementCount, counting
from zoomcore.storage.courses import CourseRepository
from zoomcore.storage.engines import open_engines
from zoomcore.storage.evidence import EvidenceRepository
from zoomcore.storage.faults import BEHIND, as_storage_error
from zoomcore.storage.files import FileRepository
from zoomcore.storage.hosting import HostingRepository
from zoomcore.storage.inbox import InboxRepository
from zoomcore.storage.jobs import JobRepository
from zoomcore.storage.licenses import LicenseRepository
from zoomcore.storage.meetings import MeetingRepository
from zoomcore.storage.outbox import OutboxRepository
from zoomcore.storage.panelists import PanelistRepository
from zoomcore.storage.people import PersonRepository
from zoomcore.storage.pool import PoolRepository
from zoomcore.storage.posts import PostRepository
from zoomcore.storage.privacy import PrivacyRepository
from zoomcore.storage.recordings import RecordingRepository
from zoomcore.storage.registrants import RegistrantRepository
from zoomcore.storage.restores import RestoreRepository
from zoomcore.storage.rooms import RoomRepository
from zoomcore.storage.rulings import RulingRepository
from zoomcore.storage.schema import pending_revisions
from zoomcore.storage.sheets import SheetRepository
from zoomcore.storage.sync import SyncRepository
from zoomcore.storage.tracking import TrackingRepository
from zoomcore.storage.transaction import Enqueue, Transaction

_open: ContextVar[bool] = ContextVar("unit_open", default=False)


class Unit:
    """The repositories of one transaction."""

    __slots__ = (
        "allowances",
        "audit",
        "backups",
        "bindings",
        "courses",
        "evidence",
        "files",
        "hosting",
        "inbox",
        "jobs",
        "licenses",
        "meetings",
        "outbox",
        "panelists",
        "people",
        "pool",
        "posts",
        "privacy",
        "recordings",
        "registrants",
        "restores",
        "rooms",
        "rulings",
        "sheets",
        "sync",
        "tracking",
    )

    def __init__(self, transaction: Transaction) -> None:
        self.people = PersonRepository(transaction)
        self.courses = CourseRepository(transaction)
        self.meetings = MeetingRepository(transaction)
        self.evidence = EvidenceRepository(transaction)
        self.recordings = RecordingRepository(transaction)
        self.rooms = RoomRepository(transaction)
        self.registrants = RegistrantRepository(transaction)
        self.rulings = RulingRepository(transaction)
        self.sheets = SheetRepository(transaction)
        self.pool = PoolRepository(transaction)
        self.licenses = LicenseRepository(transaction)
        self.bindings = BindingRepository(transaction)
        self.files = FileRepository(transaction)
        self.hosting = HostingRepository(transaction)
        self.jobs = JobRepository(transaction)
        self.inbox = InboxRepository(transaction)
        self.outbox = OutboxRepository(transaction, self.jobs)
        self.panelists = PanelistRepository(transaction)
        self.posts = PostRepository(transaction)
        self.audit = AuditRepository(transaction)
        self.backups = BackupRepository(transaction)
        self.restores = RestoreRepository(transaction)
        self.privacy = PrivacyRepository(transaction)
        self.sync = SyncRepository(transaction)
        self.tracking = TrackingRepository(transaction)
        self.allowances = AllowanceRepository(transaction)


class Store:
    """One database. Opens connections when first asked; `close` gives them back.

    `enqueue` writes a queue's delivery into the same transaction as the job row it is for.
    """

    def __init__(self, url: str, *, clock: Callable[[], datetime], enqueue: Enqueue | None = None) -> None:
        self.url = url
        self.clock = clock
        self._engines = open_engines(url)
        self._enqueue = enqueue
        self._listeners: list[Callable[[list[int]], None]] = []

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """Read, check and write; commits at the end, rolls back on any exception. StorageError when the database fails.

        RuntimeError inside another unit: units do not nest.
        """
        async with self._transaction(self._engines.writer) as transaction:
            yield Unit(transaction)
        if transaction.carried:
            for listener in self._listeners:
                listener(transaction.carried)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        """As `unit`, for questions only. On PostgreSQL each statement sees what is committed when it starts."""
        async with self._transaction(self._engines.reader) as transaction:
            yield Unit(transaction)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Unit]:
        """As `reading`, where many statements must see one and the same state however long they take."""
        postgres = self.url.startswith("postgres")
        async with self._transaction(self._engines.writer if postgres else self._engines.reader) as transaction:
            await transaction.freeze()
            yield Unit(transaction)

    @asynccontextmanager
    async def single(self) -> AsyncIterator[Unit]:
        """As `unit`, for a write of one statement that is whole by itself: a second one would stand alone."""
        async with self._transaction(self._engines.single) as transaction:
            yield Unit(transaction)

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[Transaction]:
        self.guard()
        _open.set(True)
        try:
            with as_storage_error():
                async with engine.begin() as connection:
                    yield Transaction(connection, self.clock, self._enqueue)
        finally:
            _open.set(False)

    def guard(self) -> None:
        """RuntimeError while a unit is open in this task: no network call may keep a transaction waiting."""
        if _open.get():
            raise RuntimeError("a unit of work is open in this task: leave it before calling out or opening another")

    def after_commit(self, listener: Callable[[list[int]], None]) -> None:
        """`listener` hears the numbers of the jobs a commit has put in the queue; it must not wait."""
        self._listeners.append(listener)

    def use_queue(self, enqueue: Enqueue) -> None:
        """As the `enqueue` of the constructor, for a queue that is built after the store."""
        self._enqueue = enqueue

    async def check(self) -> None:
        """One statement. StorageError when the database does not answer, or its tables are behind this version."""
        if await self.pending_migrations():
            raise StorageError(BEHIND)

    async def pending_migrations(self) -> tuple[str, ...]:
        """Revisions still to be run, oldest first; StorageError when the database does not answer."""
        with as_storage_error():
            async with self._engines.reader.connect() as connection:
                await connection.execute(text("SELECT 1"))
                return await connection.run_sync(pending_revisions)

    def count_statements(self) -> AbstractContextManager[StatementCount]:
        """For tests and benchmarks."""
        return counting(self._engines.sources)

    async def close(self) -> None:
        await self._engines.close()
