"""Courses and the channels that stand for them."""

from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, and_, exists, select, true, update

from zoomcore.domain.courses import Course, CourseMapping, MappingState, Presets, plain_name
from zoomcore.domain.people import CourseId, PersonId, Role
from zoomcore.errors import Conflict, NotFound
from zoomcore.storage.classlists import ClassLists
from zoomcore.storage.tables import COURSE, ENROLLMENT, MAPPING
from zoomcore.storage.values import presets_to_columns, read_course, read_mapping
from zoomcore.wording import _


class Channel(TypedDict):
    platform: str
    tenant: str
    channel: str
    channel_name: str
    by: PersonId | None


class Wanted(Channel):
    """A channel and the course somebody wants it to stand for; the course need not exist yet."""

    code: str
    title: str


class CourseChanges(TypedDict, total=False):
    title: str
    zone: str
    presets: Presets


class CourseRepository(ClassLists):
    async def find(self, code: str) -> Course | None:
        """Without regard to case."""
        row = await self._tx.one(select(COURSE).where(COURSE.c.code_key == _key(code)))
        return read_course(row) if row else None

    async def get(self, course_id: CourseId) -> Course:
        row = await self._tx.one(select(COURSE).where(COURSE.c.id == course_id))
        if row is None:
            raise NotFound(_("I don't know that course."), next_step=_("`course list` shows those I know."))
        return read_course(row)

    async def add(self, code: str, title: str, zone: str, presets: Presets | None = None) -> Course:
        """Conflict where the code is taken, in whatever case."""
        row = await self._tx.one(
            self._tx.insert(COURSE)
            .values(
                created_at=self._tx.clock(),
                code=code.strip(),
                code_key=_key(code),
                title=title,
                zone=zone,
                **presets_to_columns(presets or Presets()),
            )
            .on_conflict_do_nothing(index_elements=["code_key"])
            .returning(COURSE)
        )
        if row is None:
            raise Conflict(
                _("There is a course {code} already.").replace("{code}", code),
                next_step=_("Take another code, or link this channel to it with `course map`."),
            )
        return read_course(row)

    async def update(self, course_id: CourseId, **changes: Unpack[CourseChanges]) -> None:
        values: dict[str, object] = {name: changes[name] for name in ("title", "zone") if name in changes}
        if "presets" in changes:
            values |= presets_to_columns(changes["presets"])
        if values:
            await self._tx.change(update(COURSE).where(COURSE.c.id == course_id).values(**values))

    async def all(self) -> tuple[Course, ...]:
        """By code."""
        return tuple(map(read_course, await self._tx.all(select(COURSE).order_by(COURSE.c.code_key))))

    async def of_person(self, person_id: PersonId) -> tuple[tuple[Course, Role], ...]:
        """The courses somebody is enrolled in, by code."""
        rows = await self._tx.all(
            select(COURSE, ENROLLMENT.c.role)
            .join_from(ENROLLMENT, COURSE, COURSE.c.id == ENROLLMENT.c.course_id)
            .where(ENROLLMENT.c.person_id == person_id)
            .order_by(COURSE.c.code_key)
        )
        return tuple((read_course(row), row[ENROLLMENT.c.role]) for row in rows)

    # Channels.

    async def map_channel(self, course_id: CourseId, **channel: Unpack[Channel]) -> CourseMapping:
        """Makes the channel stand for the course. Conflict where it stands for one already."""
        course = await self.get(course_id)
        values = {
            **_columns(channel),
            "course_id": course_id,
            "course_code": course.code,
            "course_title": course.title,
            "state": MappingState.ACTIVE,
            "decided_by": channel["by"],
            "decided_at": self._tx.clock(),
        }
        row = await self._tx.one(
            self._tx.insert(MAPPING)
            .values(created_at=self._tx.clock(), version=1, **values)
            .on_conflict_do_nothing()
            .returning(MAPPING)
        )
        if row is None:
            raise Conflict(
                _("This channel is linked to a course already."), next_step=_("Unlink it first with `course unmap`.")
            )
        return read_mapping(row)

    async def request_mapping(self, **wanted: Unpack[Wanted]) -> CourseMapping:
        """Notes the wish, for an admin to decide. One open request a channel: a repeat gives the one that is open."""
        of_channel = and_(_in_channel(wanted), MAPPING.c.state == MappingState.REQUESTED)
        row = await self._tx.one(
            self._tx.insert(MAPPING)
            .values(
                created_at=self._tx.clock(),
                version=1,
                course_code=wanted["code"],
                course_title=wanted["title"],
                state=MappingState.REQUESTED,
                **_columns(wanted),
            )
            .on_conflict_do_nothing()
            .returning(MAPPING)
        ) or await self._tx.one(select(MAPPING).where(of_channel))
        if row is None:
            raise Conflict(_("That request was just decided."), next_step=_("Look again with `course list`."))
        return read_mapping(row)

    async def await_channel(self, course: Course, **channel: Unpack[Channel]) -> CourseMapping:
        """Remembers by name a channel nobody has written from yet. `by`: an admin whose word it is, else None."""
        row = await self._tx.one(
            self._tx.insert(MAPPING)
            .values(
                created_at=self._tx.clock(),
                version=1,
                course_id=course.id,
                course_code=course.code,
                course_title=course.title,
                state=MappingState.AWAITED,
                decided_by=channel["by"],
                **{**_columns(channel), "channel": plain_name(channel["channel"])},
            )
            .returning(MAPPING)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return read_mapping(row)

    async def awaited(self, platform: str, tenant: str) -> tuple[CourseMapping, ...]:
        """Those that wait for a channel, newest first."""
        here = and_(MAPPING.c.platform == platform, MAPPING.c.tenant == tenant)
        waiting = select(MAPPING).where(here, MAPPING.c.state == MappingState.AWAITED).order_by(MAPPING.c.id.desc())
        return tuple(map(read_mapping, await self._tx.all(waiting)))

    async def known_channels(self, platform: str, tenant: str) -> tuple[CourseMapping, ...]:
        """Each channel a course was ever wanted for, as it was called then; newest first."""
        here = and_(MAPPING.c.platform == platform, MAPPING.c.tenant == tenant)
        heard = select(MAPPING).where(here, MAPPING.c.state != MappingState.AWAITED).order_by(MAPPING.c.id.desc())
        return tuple(map(read_mapping, await self._tx.all(heard)))

    async def find_mapping(self, mapping_id: int) -> CourseMapping | None:
        row = await self._tx.one(select(MAPPING).where(MAPPING.c.id == mapping_id))
        return read_mapping(row) if row else None

    async def drop_mapping(self, mapping_id: int) -> None:
        """However far it came."""
        open_ones = (MappingState.ACTIVE, MappingState.REQUESTED, MappingState.AWAITED)
        gone = {"state": MappingState.REMOVED, "version": MAPPING.c.version + 1, "decided_at": self._tx.clock()}
        mine = and_(MAPPING.c.id == mapping_id, MAPPING.c.state.in_(open_ones))
        await self._tx.change(update(MAPPING).where(mine).values(**gone))

    async def get_mapping(self, mapping_id: int) -> CourseMapping:
        row = await self._tx.one(select(MAPPING).where(MAPPING.c.id == mapping_id))
        if row is None:
            raise NotFound(_("I don't know that request."), next_step=_("Ask for the link again with `course map`."))
        return read_mapping(row)

    async def decide_mapping(
        self,
        mapping_id: int,
        version: int,
        state: MappingState,
        *,
        by: PersonId | None,
        course_id: CourseId | None,
    ) -> bool:
        """The first decision wins: False where the request is no longer open, or the channel got a course meanwhile."""
        other = MAPPING.alias()
        taken = exists().where(
            other.c.platform == MAPPING.c.platform,
            other.c.tenant == MAPPING.c.tenant,
            other.c.channel == MAPPING.c.channel,
            other.c.state == MappingState.ACTIVE,
        )
        is_open = and_(
            MAPPING.c.id == mapping_id, MAPPING.c.version == version, MAPPING.c.state == MappingState.REQUESTED
        )
        decided = {
            "state": state,
            "version": version + 1,
            "decided_by": by,
            "decided_at": self._tx.clock(),
            "course_id": course_id,
        }
        free = ~taken if state is MappingState.ACTIVE else true()
        return await self._tx.change(update(MAPPING).where(is_open, free).values(**decided)) == 1

    async def unmap(self, mapping_id: int) -> bool:
        """False where the channel stood for nothing any more."""
        active = and_(MAPPING.c.id == mapping_id, MAPPING.c.state == MappingState.ACTIVE)
        gone = {"state": MappingState.REMOVED, "version": MAPPING.c.version + 1, "decided_at": self._tx.clock()}
        return await self._tx.change(update(MAPPING).where(active).values(**gone)) == 1

    async def channels(self, course_id: CourseId) -> tuple[CourseMapping, ...]:
        """Those that stand for the course now, oldest first."""
        active = and_(MAPPING.c.course_id == course_id, MAPPING.c.state == MappingState.ACTIVE)
        return tuple(map(read_mapping, await self._tx.all(select(MAPPING).where(active).order_by(MAPPING.c.id))))

    async def mapping_of(self, platform: str, tenant: str, channel: str) -> CourseMapping | None:
        """What the channel stands for now."""
        row = await self._tx.one(
            select(MAPPING).where(
                MAPPING.c.platform == platform,
                MAPPING.c.tenant == tenant,
                MAPPING.c.channel == channel,
                MAPPING.c.state == MappingState.ACTIVE,
            )
        )
        return read_mapping(row) if row else None


def _key(code: str) -> str:
    return code.strip().casefold()


def _columns(channel: Channel) -> dict[str, object]:
    return {
        "platform": channel["platform"],
        "tenant": channel["tenant"],
        "channel": channel["channel"],
        "channel_name": channel["channel_name"],
        "requested_by": channel["by"],
    }


def _in_channel(channel: Channel) -> ColumnElement[bool]:
    return and_(
        MAPPING.c.platform == channel["platform"],
        MAPPING.c.tenant == channel["tenant"],
        MAPPING.c.channel == channel["channel"],
    )
