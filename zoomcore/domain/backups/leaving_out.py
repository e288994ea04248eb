"""Taking those who were erased out of a file as it is read: on the way it tells by what else each of them is known."""

from dataclasses import replace

from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.backups.erasing import without
from zoomcore.domain.backups.history_records import LicenseRequestRecord
from zoomcore.domain.backups.records import (
    AccountRecord,
    CourseRecord,
    EnrollmentRecord,
    ParticipantRecord,
    PersonRecord,
    Record,
)
from zoomcore.domain.privacy import Traces, own_keys


class LeavingOut:
    """Tell it of all people first, then hand it every other record in the order of the file.

    A name alone tells of somebody only in courses that they were in, as in our tables.
    """

    def __init__(self) -> None:
        self._gone: dict[int, Traces] = {}
        self._others: set[str] = set()

    @property
    def people(self) -> frozenset[int]:
        """By their numbers in the file."""
        return frozenset(self._gone)

    @property
    def accounts(self) -> frozenset[str]:
        """Ids at Zoom that are known to be theirs by now: a row may stand before what tells of it."""
        return frozenset(one for traces in self._gone.values() for one in traces.accounts)

    def stays(self, person: PersonRecord) -> None:
        self._others |= {name_key(person.name), name_key(person.legal_name)}

    def goes(self, person: PersonRecord) -> None:
        names = frozenset({person.name, person.legal_name} - {""})
        emails = frozenset({(person.email or "").lower()} - {""})
        self._gone[person.id] = Traces(person=person.id, names=names, emails=emails)

    def left_of(self, record: Record) -> Record | None:
        """As it may come in; None where nothing is left of it."""
        if not self._gone:
            return record
        self._learn(record)
        left: Record | None = record
        for traces in self._gone.values():
            left = without(left, traces) if left is not None else None
        return left

    def _learn(self, record: Record) -> None:
        match record:
            case AccountRecord(person_id=person) if person in self._gone:
                met = frozenset({(record.platform, record.tenant, record.user_id)})
                emails = frozenset({record.email.lower()} - {""})
                traces = self._gone[person]
                self._gone[person] = replace(traces, met=traces.met | met, emails=traces.emails | emails)
            case CourseRecord():
                self._gone = {one: replace(traces, keys=frozenset()) for one, traces in self._gone.items()}
            case EnrollmentRecord(person_id=person) if person in self._gone:
                own = map(name_key, self._gone[person].names)
                self._gone[person] = replace(self._gone[person], keys=own_keys(own, self._others))
            case ParticipantRecord(email=email, zoom_user_id=account) if email and account:
                for person, traces in self._gone.items():
                    if email.lower() in traces.emails:
                        self._own(person, {account})
            case LicenseRequestRecord():
                self._learn_licensed(record)

    def _learn_licensed(self, request: LicenseRequestRecord) -> None:
        for person, traces in self._gone.items():
            named = {request.donor_name: request.donor}
            if request.person in {person, None}:
                named[request.recipient_name] = request.recipient
            alone = own_keys(map(name_key, traces.names), self._others)
            theirs = {account for name, account in named.items() if name in traces.names and name_key(name) in alone}
            if request.person == person:
                theirs.add(request.recipient)
            self._own(person, theirs - {""})

    def _own(self, person: int, accounts: set[str]) -> None:
        traces = self._gone[person]
        if not accounts <= traces.accounts:
            self._gone[person] = replace(traces, accounts=traces.accounts | accounts)
