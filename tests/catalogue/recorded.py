"""What is said about recordings."""

from dataclasses import replace
from datetime import date, timedelta

from tests.builders import START
from tests.catalogue.said import MATH, scene
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.recordings import ListRecordings
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import Openness, PartKind, Recording, RecordingState
from zoomcore.errors import ZoomRefused
from zoomcore.services.recordings import cards, changing, listing
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.views import Button, Reply
from zoomcore.workflows.recordings import changing as changed
from zoomcore.workflows.recordings import following
from zoomcore.zoom.refusals import explain

_READY = Recording(
    id=12,
    uuid="u12",
    course_id=1,
    meeting_id=1,
    occurrence_id=11,
    topic="Algebra <II> *bold* <!channel>",
    started_at=START,
    minutes=50,
    size_bytes=412_300_000,
    state=RecordingState.READY,
    published=False,
    openness=Openness.ANYBODY,
    parts=(PartKind.VIDEO, PartKind.AUDIO, PartKind.TRANSCRIPT, PartKind.CHAT, PartKind.CAPTIONS, PartKind.SUMMARY),
    segments=2,
)
_SHOWN = replace(_READY, id=11, topic="Vectors", published=True, segments=1, delete_on=date(2026, 12, 8))
_COMING = replace(_READY, id=13, topic="Matrices", state=RecordingState.PROCESSING, minutes=0, size_bytes=0, parts=())
_THROWN = replace(_SHOWN, id=9, topic="Sets", state=RecordingState.TRASHED, trashed_at=START - timedelta(days=2))
_PRIVATE = replace(_READY, id=8, topic="Proofs", openness=Openness.NOBODY)
_ALL = (_COMING, _READY, _SHOWN, _THROWN, _PRIVATE)
_STAFF, _STUDENT = scene(now=START + timedelta(days=1)), scene(role=Role.STUDENT, now=START + timedelta(days=1))
_TODAY = date(2026, 12, 2)
_WISH = ListRecordings()
_UNDO = (Button(label="Undo", command=Undo(entry=12)),)
_NO = " ".join(explain(ZoomRefused("no", status=403, code=3306)))


def _items(of: Scene, *recordings: Recording) -> tuple[listing.Item, ...]:
    return tuple(listing._item(of, one, role=of.role, opened=one.id == 11) for one in recordings)


RECORDED: dict[str, Reply] = {
    name: Reply(view=view)
    for name, view in {
        "said: recordings for staff": listing._list_card(_STAFF, _WISH, _items(_STAFF, *_ALL), more=True),
        "said: recordings for students": listing._list_card(_STUDENT, _WISH, _items(_STUDENT, _SHOWN), more=False),
        "said: no recordings": listing._list_card(_STAFF, _WISH, (), more=False),
        "said: a recording that leaks": cards.details(_READY, MATH, _TODAY, opened=None),
        "said: a published recording": cards.details(_SHOWN, MATH, _TODAY, opened=17),
        "said: a recording in the trash": cards.details(_THROWN, MATH, _TODAY, opened=0),
        "said: a recording to come": cards.details(_COMING, MATH, _TODAY, opened=0),
        "said: the link to a recording": cards.link_card(
            _SHOWN, MATH, "https://lectern.example/recording/7.signature", transcript=True
        ),
        "said: a recording is posted": cards.announcement(_SHOWN, MATH, "/class "),
        "said: a recording is withdrawn": cards.withdrawn(_SHOWN),
        "said: a recording is ready": cards.ready(_READY, MATH),
        "said: a recording is soon gone": cards.reminder(_SHOWN, MATH, 7),
        "said: publishing": underway("Publishing Vectors …"),
        "said: asks whether to throw away": changing._ask_trash(_SHOWN),
        "said: form to rename": cards.rename_form(_SHOWN),
        "said: form to delete for good": cards.delete_form(_THROWN),
        "said: not published": changed._not_published(_PRIVATE, ("viewers may download it", "it has no passcode")),
        "said: hidden only here": changed._half_hidden(_READY, _NO, _UNDO),
        "said: hidden only here, locked": changed._half_hidden(_READY, "", _UNDO),
        "said: page of a recording": listing.page_card(_STUDENT, _SHOWN),
        "said: passcode to be typed": following._with_passcode(_SHOWN, "https://zoom.example/rec/share/x", "aB12xyz@"),
        "said: nothing to play": following._no_link(_SHOWN),
    }.items()
}
