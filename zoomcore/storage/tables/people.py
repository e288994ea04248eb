"""People and their accounts."""

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from zoomcore.domain.people import License
from zoomcore.storage.tables.base import Numbered, table_of
from zoomcore.storage.types import enum_of


class PersonRow(Numbered, table=True):
    """`email` is NULL where none is known: only then may it be shared.

    `legal_name` serves matching and exports alone; `login` is the school's user name.
    """

    __tablename__ = "person"

    name: str
    email: str | None = Field(default=None, unique=True)
    zone: str = ""
    locale: str = ""
    admin: bool = False
    zoom_user_id: str = ""
    license: License = Field(default=License.UNKNOWN, sa_type=enum_of(License))
    welcomed: bool = False
    sis_id: str = Field(default="", index=True)
    legal_name: str = ""
    login: str = ""


class IdentityRow(Numbered, table=True):
    __tablename__ = "identity"
    __table_args__: ClassVar = (UniqueConstraint("platform", "tenant", "user_id"),)

    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    tenant: str
    user_id: str
    email: str = ""
    trusted: bool = False


PERSON = table_of(PersonRow)
IDENTITY = table_of(IdentityRow)
