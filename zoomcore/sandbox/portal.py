"""What people do in Zoom's web portal, past the API: it tells of it by the same webhooks (zoom-api 8.4)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from zoomcore.sandbox import scheduling
from zoomcore.sandbox.account import Account
from zoomcore.sandbox.announcements import announce_permanently_deleted
from zoomcore.sandbox.answers import Json
from zoomcore.sandbox.booking import Kind, Meeting
from zoomcore.sandbox.people import User
from zoomcore.sandbox.plans import announce_user


class Portal:
    """One account's portal. Nothing here is counted among the hundred a day: that limit is the API's (zoom-api 2.3)."""

    def __init__(self, account: Account) -> None:
        self._account = account

    @contextmanager
    def _sitting(self, user: User) -> Iterator[None]:
        self._account.at_portal = user
        try:
            yield
        finally:
            self._account.at_portal = None

    def _host(self, meeting: Meeting) -> User:
        return self._account.users[meeting.host_id]

    def _meeting(self, meeting_id: int) -> Meeting:
        return self._account.meetings[meeting_id]

    def create(self, email: str, **body: Any) -> int:
        """A meeting in the words of Zoom's POST (`topic`, `start_time`, `duration`, `recurrence` …); its number.

        `kind` "webinar" makes one of those.
        """
        host, kind = self._account.user(email), Kind(body.pop("kind", "meeting"))
        with self._sitting(host):
            return scheduling.create(self._account, host, kind, body).id

    def change(self, meeting_id: int, **body: Any) -> None:
        """Rename, move, change options: in the words of Zoom's PATCH; with `occurrence_id` one date of a series."""
        meeting = self._meeting(meeting_id)
        occurrence_id = body.pop("occurrence_id", None)
        with self._sitting(self._host(meeting)):
            if occurrence_id:
                scheduling.update_occurrence(self._account, meeting, occurrence_id, body)
            else:
                scheduling.update(self._account, meeting, body)

    def hand_over(self, meeting_id: int, email: str) -> None:
        """Another user is its host from now on, id and link stay (zoom-api 14, row 15)."""
        meeting = self._meeting(meeting_id)
        new = self._account.user(email)
        if self._host(meeting).id not in new.assistants:
            new.assistants.append(meeting.host_id)
        self.change(meeting_id, schedule_for=email)

    def delete(self, meeting_id: int, occurrence_id: str | None = None) -> None:
        """Into the trash, or one date of it."""
        meeting = self._meeting(meeting_id)
        with self._sitting(self._host(meeting)):
            scheduling.delete(self._account, meeting, occurrence_id)

    def delete_for_good(self, meeting_id: int) -> None:
        """Out of the trash as well: nothing brings it back."""
        meeting = self._meeting(meeting_id)
        meeting.deleted = True
        with self._sitting(self._host(meeting)):
            announce_permanently_deleted(self._account, meeting)

    def recover(self, meeting_id: int) -> None:
        meeting = self._meeting(meeting_id)
        with self._sitting(self._host(meeting)):
            scheduling.recover(self._account, str(meeting_id), meeting.kind)

    def change_user(self, user_id: str, **changed: Any) -> None:
        """Names, `email` …, of a user by id or e-mail: user.updated tells it."""
        user = self._account.user(user_id)
        old = {name: getattr(user, name) for name in changed}
        for name, value in changed.items():
            setattr(user, name, value)
        announce_user(self._account, user, changed, old)

    def change_settings(self, email: str, **changed: Any) -> None:
        """A host's own settings (`require_passcode`, `breakout_rooms_at_scheduling` …): user.settings_updated."""
        user = self._account.user(email)
        for name, value in changed.items():
            setattr(user, name, value)
        self._account.emit("user.settings_updated", {"object": {"id": user.id, "email": user.email}})


def perform(portal: Portal, what: str, body: Json) -> Json:
    """One of the portal's acts by its name, for whoever asks over HTTP. KeyError for what it has not."""
    acts: dict[str, Callable[..., int | None]] = {
        "create": portal.create,
        "change": portal.change,
        "hand-over": portal.hand_over,
        "delete": portal.delete,
        "delete-for-good": portal.delete_for_good,
        "recover": portal.recover,
        "user": portal.change_user,
        "settings": portal.change_settings,
    }
    number = acts[what](**body)
    return {"id": number if number is not None else body.get("meeting_id")}
