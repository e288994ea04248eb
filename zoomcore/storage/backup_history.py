"""What was, of a whole deployment's file: put back under the numbers of this database, and acted on by nobody."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, select, update

from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.history_records import AuditRecord, LicenseRequestRecord, as_history
from zoomcore.domain.licenses.requests import UNREAD, Origin, RequestState
from zoomcore.domain.privacy import PSEUDONYM
from zoomcore.storage.backup_people import PeopleLoader
from zoomcore.storage.kept_rows import BY_RECORD, COURSES, DATES, MEETINGS, PEOPLE, REQUESTS
from zoomcore.storage.tables import AUDIT, LICENSE_REQUEST, PERSON

_T = LICENSE_REQUEST.c
#: What the numbers in an entry's subject mean, by its first word.
_SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "meeting": (MEETINGS,),
    "course": (COURSES,),
    "occurrence": (DATES,),
    "person": (PEOPLE,),
    "license": (REQUESTS,),
    "attendance": (DATES, PEOPLE),
    "accommodation": (COURSES, PEOPLE),
}
#: And those in its detail, by name; a text under such a name is no number.
_DETAIL: Mapping[str, str] = {
    "person": PEOPLE,
    "from": PEOPLE,
    "to": PEOPLE,
    "occurrence": DATES,
    "date": DATES,
    "course": COURSES,
}
#: And lists of numbers; one number under such a name counts something.
_LISTS: Mapping[str, str] = {"classes": DATES}
#: Numbers of rows that no file holds.
_NOWHERE = frozenset({"registrant", "query", "claim", "change", "backup", "restore"})


class HistoryLoader(PeopleLoader):
    async def _take_requests(self, batch: Sequence[LicenseRequestRecord]) -> None:
        """Known by the moment and the recipient; whoever was erased may bear another number there.

        Other requests that they speak of are looked up once all are here.
        """
        if not self._terms.accounts:
            return
        moments = _T.created_at.in_([one.created_at for one in batch])
        rows = await self._tx.all(select(_T.id, _T.created_at, _T.recipient).where(moments))
        there: dict[Any, int] = {(row[_T.created_at], _told(row[_T.recipient])): row[_T.id] for row in rows}
        missing = [one for one in batch if (one.created_at, _told(one.recipient)) not in there]
        made = await self._number(LICENSE_REQUEST, [self._request_values(one) for one in missing])
        known = self._known[REQUESTS]
        known |= {one.id: there.get((one.created_at, _told(one.recipient))) for one in batch}
        known |= {one.id: number for one, number in zip(missing, made, strict=True)}
        for one in missing:
            if one.reverses is not None or one.origin is Origin.LENT:
                mine = update(LICENSE_REQUEST).where(_T.id == known[one.id])
                await self._tx.change(mine.values(reverses=known.get(one.reverses or 0), reason=self._reason(one)))
        self._count(LicenseRequestRecord.tag, len(missing))

    def _request_values(self, one: LicenseRequestRecord) -> dict[str, Any]:
        kept = BY_RECORD[LicenseRequestRecord]
        values = {name: getattr(one, name) for name in kinds_of(LicenseRequestRecord) if name != "id"}
        people_and_classes = {name: self._known[kind].get(values[name]) for name, kind in kept.refs.items()}
        state = as_history(one.state)
        unknown = {"refusal": UNREAD} if state is not one.state and state is RequestState.WITHDRAWN else {}
        return {**values, **people_and_classes, "reverses": None, "state": state, **unknown, **kept.filled}

    def _reason(self, one: LicenseRequestRecord) -> str:
        """Of one who lent theirs before, the number of that request."""
        if one.origin is not Origin.LENT or not one.reason.isdigit():
            return one.reason
        return str(self._known[REQUESTS].get(int(one.reason)) or "")

    async def _take_audit(self, batch: Sequence[AuditRecord]) -> None:
        """Known by moment, verb and subject; whoever was erased may bear another number there."""
        if not self._terms.accounts:
            return
        moments = AUDIT.c.at.in_([one.at for one in batch])
        found = await self._tx.all(select(AUDIT.c.at, AUDIT.c.verb, AUDIT.c.subject).where(moments))
        there = {(row["at"], row["verb"], _known_by(row["subject"])) for row in found}
        erased = await self._erased_here({number for _at, _verb, subject in there for number in _people_in(subject)})
        nameless = {(at, verb, _nameless(one)) for at, verb, one in there if not erased.isdisjoint(_people_in(one))}
        new = []
        for one in batch:
            entry = self._entry(one)
            subject = _known_by(entry["subject"])
            same = self._is_of_erased(one) and (one.at, one.verb, _nameless(subject)) in nameless
            if not same and (one.at, one.verb, subject) not in there:
                new.append(entry)
        await self._tx.add_many(self._tx.insert(AUDIT), new)
        self._count(AuditRecord.tag, len(new))

    def _is_of_erased(self, one: AuditRecord) -> bool:
        return not self._out.people.isdisjoint(_people_in(one.subject))

    async def _erased_here(self, people: Collection[int]) -> set[int]:
        """Those of them of whom only a pseudonym is left."""
        pseudonym = and_(PERSON.c.email.is_(None), PERSON.c.name.startswith(PSEUDONYM, autoescape=True))
        return set(await self._tx.scalars(select(PERSON.c.id).where(PERSON.c.id.in_(people), pseudonym)))

    def _entry(self, one: AuditRecord) -> dict[str, Any]:
        detail = {name: self._detail(name, value) for name, value in one.detail.items() if name not in _NOWHERE}
        person = self._known[PEOPLE].get(one.person_id or 0)
        told = {"at": one.at, "verb": one.verb, "undone": one.undone, "person_id": person}
        return {**told, "subject": self._subject(one.subject), "detail": detail, **BY_RECORD[AuditRecord].filled}

    def _subject(self, subject: str) -> str:
        """A number that nothing here bears is marked as one of elsewhere."""
        kind, *numbers = subject.split(":")
        means = _SUBJECTS.get(kind, ())
        if len(numbers) != len(means) or not all(one.isdigit() for one in numbers):
            return ":".join([kind, *(f"?{one}" for one in numbers)])
        here = [self._known[what].get(int(one)) or f"?{one}" for what, one in zip(means, numbers, strict=True)]
        return ":".join([kind, *map(str, here)])

    def _detail(self, name: str, value: Any) -> Any:
        match value:
            case bool() | str() | dict() | None:
                return value
            case int() if name in _DETAIL:
                return self._known[_DETAIL[name]].get(value)
            case list() if name in _LISTS:
                return [self._known[_LISTS[name]].get(one) for one in value]
        return value


def _known_by(subject: str) -> str:
    """Without the marks of what is elsewhere: the same entry may stand here with the very number."""
    return subject.replace("?", "")


def _people_in(subject: str) -> frozenset[int]:
    """The numbers of people in an entry's subject."""
    kind, *numbers = subject.split(":")
    means = _SUBJECTS.get(kind, ())
    return frozenset(int(one) for one, what in zip(numbers, means, strict=False) if what == PEOPLE and one.isdigit())


def _nameless(subject: str) -> str:
    """A subject without the numbers of people."""
    kind, *numbers = subject.split(":")
    means = _SUBJECTS.get(kind, ())
    return ":".join(
        [kind, *("*" if means[place : place + 1] == (PEOPLE,) else one for place, one in enumerate(numbers))]
    )


def _told(recipient: str) -> str:
    """One word for everybody who was erased."""
    return PSEUDONYM if recipient.startswith(PSEUDONYM) else recipient
