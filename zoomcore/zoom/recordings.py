"""Cloud recordings at Zoom: looking for them, sharing them, throwing them away and bringing them back.

Every change says how the recording shall be, so after a lost answer the same may be sent again; what is gone already
answers ZoomNotFound. A UUID names one run, and all segments of it are one recording.
"""

from collections.abc import AsyncIterator
from datetime import date

from zoomcore.zoom import endpoints
from zoomcore.zoom.asking import PAGE_SIZE, Asking, days
from zoomcore.zoom.history import months
from zoomcore.zoom.reading import listed
from zoomcore.zoom.recording_models import (
    SharingChange,
    ZoomRecording,
    ZoomSharing,
    read_recording,
    read_sharing,
    sharing_body,
)
from zoomcore.zoom.wire import Call


class Recordings(Asking):
    """The part of the client that is about recordings."""

    async def iterate_recordings(self, host_id: str, *, start: date, end: date) -> AsyncIterator[ZoomRecording]:
        """What the cloud holds of one host, by UTC day of its start, at any age.

        One request of the Medium class a month of the range and page of 300.
        """
        for first, last in months(start, end):
            query = {"page_size": PAGE_SIZE} | days(first, last)
            call = Call(endpoint=endpoints.LIST_RECORDINGS, ids={"userId": host_id}, query=query)
            async for page in self._pages(call):
                for raw in listed(page, "meetings"):
                    yield read_recording(raw)

    async def iterate_trash(self, host_id: str) -> AsyncIterator[ZoomRecording]:
        """What of one host lies in the trash, whenever it was made; one request of the Medium class a page of 300."""
        query = {"page_size": PAGE_SIZE, "trash": "true"}
        async for page in self._pages(Call(endpoint=endpoints.LIST_RECORDINGS, ids={"userId": host_id}, query=query)):
            for raw in listed(page, "meetings"):
                yield read_recording(raw)

    async def get_recording(self, uuid: str) -> ZoomRecording:
        """One request. ZoomNotFound (3301) for what is not there, not ready, or in the trash."""
        return read_recording(await self._ask(Call(endpoint=endpoints.GET_RECORDING, ids={"meetingId": uuid})))

    async def get_sharing(self, uuid: str) -> ZoomSharing:
        """One request. ZoomRefused (3306) where the app's role may not view the content of recordings."""
        return read_sharing(await self._ask(Call(endpoint=endpoints.GET_SHARING, ids={"meetingId": uuid})))

    async def set_sharing(self, uuid: str, change: SharingChange) -> None:
        """One request. Zoom keeps what an admin locked without an error: read it back with `get_sharing`."""
        call = Call(endpoint=endpoints.SET_SHARING, ids={"meetingId": uuid}, body=sharing_body(change))
        await self._ask(call)

    async def trash_recording(self, uuid: str) -> None:
        """One request; Zoom's trash keeps it 30 days. ZoomRefused (3310) while a webinar plays it."""
        await self._remove(uuid, "trash")

    async def delete_recording(self, uuid: str) -> None:
        """For good, from the trash too; one request."""
        await self._remove(uuid, "delete")

    async def _remove(self, uuid: str, action: str) -> None:
        query = {"action": action}
        await self._ask(Call(endpoint=endpoints.DELETE_RECORDING, ids={"meetingId": uuid}, query=query))

    async def recover_recording(self, uuid: str) -> None:
        """Out of the trash; one request. ZoomRefused (3309) where the account's space is full."""
        call = Call(endpoint=endpoints.RECOVER_RECORDING, ids={"meetingUUID": uuid}, body={"action": "recover"})
        await self._ask(call)

    async def download(self, url: str, *, most_bytes: int) -> bytes:
        """A file behind a download link of an answer; one request to a server of its own, outside every budget.

        ZoomUnexpected for a page in place of the file, which is how Zoom refuses, and for more than `most_bytes`.
        """
        return await self._transport.fetch(url, most_bytes=most_bytes)
