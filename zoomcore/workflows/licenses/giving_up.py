"""What becomes of a job about licenses that was given up: nothing of it stays half done or unsaid."""

from zoomcore.domain.work import AskForLicense, MoveLicense
from zoomcore.errors import UserError, ZoomError, ZoomUnavailable
from zoomcore.workflows.licenses.asking import leave_unasked
from zoomcore.workflows.licenses.moving import take_up
from zoomcore.workflows.tools import Tools


async def give_up_license(work: AskForLicense | MoveLicense, tools: Tools, error: BaseException) -> None:
    """A move is taken up anew; a question that could not be put is told to the asker."""
    known = error if isinstance(error, UserError | ZoomError) else ZoomUnavailable(str(error))
    match work:
        case AskForLicense():
            await leave_unasked(work, tools, known)
        case MoveLicense():
            await take_up(work, tools, error)
