"""Every kind of work there is: what a job row may hold, and what the table of workflows has to answer."""

from zoomcore.domain import hosting_work, registration_work, work
from zoomcore.domain.invitation_work import FetchInvitation
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.domain.recording_work import ChangeRecording, SendTranscript, SweepRecordings
from zoomcore.domain.room_work import FollowRoster, FollowRosters, SendRooms
from zoomcore.domain.tracking_work import ReadTrackingFields, SetTracked, SweepTrackingFields
from zoomcore.domain.webinar_work import BringPanelists

WORK: tuple[type[work.Work], ...] = (
    *work.WORK,
    ChangeRecording,
    SendTranscript,
    SweepRecordings,
    *hosting_work.WORK,
    BringPanelists,
    ReadTrackingFields,
    SweepTrackingFields,
    SetTracked,
    FetchInvitation,
    ForgetPerson,
    SendRooms,
    FollowRoster,
    FollowRosters,
    *registration_work.WORK,
)
