"""People and their accounts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import BindParameter, Select, and_, bindparam, func, literal, or_, select, update

from zoomcore.domain.courses import MappingState
from zoomcore.domain.people import Identity, License, Person, PersonId
from zoomcore.domain.presets import PRESETS, presets_from_data
from zoomcore.domain.records import Standing
from zoomcore.errors import Conflict, NotFound
from zoomcore.storage.tables import COURSE, ENROLLMENT, IDENTITY, MAPPING, PERSON, SETTING
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_course, read_identity, read_mapping, read_person
from zoomcore.wording import _

#: Rows a statement: larger chunks keep other writers of SQLite waiting (measured: 14 ms at 500, 45 at 5,000).
CHUNK = 500


class PersonChanges(TypedDict, total=False):
    name: str
    email: str
    zone: str
    locale: str
    admin: bool
    zoom_user_id: str
    license: License
    welcomed: bool


class NewPerson(TypedDict, total=False):
    email: str
    zone: str
    locale: str
    admin: bool


class Account(TypedDict):
    platform: str
    tenant: str
    user_id: str
    email: str
    trusted: bool


def _standing() -> Select[Any]:
    """The account (platform, tenant, user_id) in the channel: always one row, so that a stranger finds the course."""
    platform: BindParameter[str] = bindparam("platform")
    tenant: BindParameter[str] = bindparam("tenant")
    here = select(literal(1).label("here")).subquery()
    of_account = and_(
        IDENTITY.c.platform == platform, IDENTITY.c.tenant == tenant, IDENTITY.c.user_id == bindparam("user_id")
    )
    of_channel = and_(
        MAPPING.c.platform == platform,
        MAPPING.c.tenant == tenant,
        MAPPING.c.channel == bindparam("channel"),
        MAPPING.c.state == MappingState.ACTIVE,
    )
    enrolled = and_(ENROLLMENT.c.course_id == COURSE.c.id, ENROLLMENT.c.person_id == PERSON.c.id)
    columns = (IDENTITY, PERSON, MAPPING, COURSE, ENROLLMENT.c.role, ENROLLMENT.c.section, SETTING.c.value)
    return select(*columns).select_from(
        here.outerjoin(IDENTITY, of_account)
        .outerjoin(PERSON, PERSON.c.id == IDENTITY.c.person_id)
        .outerjoin(MAPPING, of_channel)
        .outerjoin(COURSE, COURSE.c.id == MAPPING.c.course_id)
        .outerjoin(ENROLLMENT, enrolled)
        .outerjoin(SETTING, SETTING.c.name == PRESETS)
    )


_STANDING = _standing()


class PersonRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def standing(self, platform: str, tenant: str, user_id: str, channel: str) -> Standing:
        """Who that account is, what the channel stands for, their role there, the school's presets. One statement."""
        row = await self._tx.one(_STANDING, platform=platform, tenant=tenant, user_id=user_id, channel=channel)
        assert row is not None  # noqa: S101 - `here` has exactly one row
        return Standing(
            person=read_person(row) if row[PERSON.c.id] is not None else None,
            identity=read_identity(row) if row[IDENTITY.c.id] is not None else None,
            mapping=read_mapping(row) if row[MAPPING.c.id] is not None else None,
            course=read_course(row) if row[COURSE.c.id] is not None else None,
            role=row[ENROLLMENT.c.role],
            section=row[ENROLLMENT.c.section] or "",
            school=presets_from_data(row[SETTING.c.value]),
        )

    async def get(self, person_id: PersonId) -> Person:
        row = await self._tx.one(select(PERSON).where(PERSON.c.id == person_id))
        if row is None:
            raise NotFound(_("I don't know that person."), next_step=_("Name them by e-mail."))
        return read_person(row)

    async def find_by_email(self, email: str) -> Person | None:
        """Without regard to case; nobody for an empty e-mail."""
        if not email:
            return None
        row = await self._tx.one(select(PERSON).where(PERSON.c.email == email.strip().lower()))
        return read_person(row) if row else None

    async def people_by_email(self, emails: Sequence[str]) -> Mapping[str, Person]:
        """E-mail in lower case → person, for those we know. One statement a chunk of 500."""
        wanted = sorted({one.strip().lower() for one in emails} - {""})
        known: dict[str, Person] = {}
        for start in range(0, len(wanted), CHUNK):
            rows = await self._tx.all(select(PERSON).where(PERSON.c.email.in_(wanted[start : start + CHUNK])))
            known |= {person.email: person for person in map(read_person, rows)}
        return known

    async def add(self, name: str, **given: Unpack[NewPerson]) -> Person:
        """Conflict where the e-mail is somebody's already."""
        email = given.get("email", "").strip().lower()
        row = await self._tx.one(
            self._tx.insert(PERSON)
            .values(
                created_at=self._tx.clock(),
                name=name,
                email=email or None,
                zone=given.get("zone", ""),
                locale=given.get("locale", ""),
                admin=given.get("admin", False),
                zoom_user_id="",
                license=License.UNKNOWN,
                welcomed=False,
                sis_id="",
                legal_name="",
                login="",
            )
            .on_conflict_do_nothing(index_elements=["email"])
            .returning(PERSON)
        )
        if row is None:
            raise Conflict(_("Somebody with that e-mail is known already."), next_step=_("Look them up by it."))
        return read_person(row)

    async def update(self, person_id: PersonId, **changes: Unpack[PersonChanges]) -> None:
        values: dict[str, object] = dict(changes)
        if "email" in changes:
            values["email"] = changes["email"].strip().lower() or None
        if values:
            await self._tx.change(update(PERSON).where(PERSON.c.id == person_id).values(**values))

    async def attach(self, person_id: PersonId, **account: Unpack[Account]) -> None:
        """Files an account under a person, or refreshes it. Conflict where it is filed under somebody else."""
        fresh = {"email": account["email"].lower(), "trusted": account["trusted"]}
        key = {"platform": account["platform"], "tenant": account["tenant"], "user_id": account["user_id"]}
        filed = await self._tx.scalar(
            self._tx.insert(IDENTITY)
            .values(created_at=self._tx.clock(), person_id=person_id, **key, **fresh)
            .on_conflict_do_update(index_elements=list(key), set_=fresh, where=IDENTITY.c.person_id == person_id)
            .returning(IDENTITY.c.id)
        )
        if filed is None:
            raise Conflict(
                _("That account belongs to somebody else already."), next_step=_("Ask an admin to sort it out.")
            )

    async def identities(self, person_id: PersonId) -> tuple[Identity, ...]:
        rows = await self._tx.all(select(IDENTITY).where(IDENTITY.c.person_id == person_id).order_by(IDENTITY.c.id))
        return tuple(map(read_identity, rows))

    async def with_identity_on(self, platform: str, person_ids: Collection[PersonId]) -> tuple[Identity, ...]:
        """Those people's accounts on one platform."""
        of_them = and_(IDENTITY.c.platform == platform, IDENTITY.c.person_id.in_(person_ids))
        return tuple(map(read_identity, await self._tx.all(select(IDENTITY).where(of_them).order_by(IDENTITY.c.id))))

    async def find_identity(self, platform: str, tenant: str, user_id: str) -> Identity | None:
        row = await self._tx.one(
            select(IDENTITY).where(
                IDENTITY.c.platform == platform, IDENTITY.c.tenant == tenant, IDENTITY.c.user_id == user_id
            )
        )
        return read_identity(row) if row else None

    async def admins(self, named: Collection[str] = ()) -> tuple[Person, ...]:
        """Those marked as admins, and those `named` in the settings: e-mails, user ids, or "platform:user id"."""
        marks = sorted({one.lower() for one in named})
        by_account = select(IDENTITY.c.person_id).where(
            or_(
                func.lower(IDENTITY.c.user_id).in_(marks),
                func.lower(IDENTITY.c.platform + ":" + IDENTITY.c.user_id).in_(marks),
            )
        )
        is_admin = or_(PERSON.c.admin.is_(True), PERSON.c.email.in_(marks), PERSON.c.id.in_(by_account))
        return tuple(map(read_person, await self._tx.all(select(PERSON).where(is_admin).order_by(PERSON.c.id))))
