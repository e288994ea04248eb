"""What to tell a person when Zoom says no: one sentence on what happened, one on what to do next. No I/O.

Chosen by the kind of error and Zoom's code, never by Zoom's own sentence, which may come in any language.
"""

from datetime import timedelta

from zoomcore.errors import (
    AnswerLost,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomNotReady,
    ZoomRateLimited,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.wording import _
from zoomcore.zoom.limits import CONCURRENCY, DAY, HOST_DAY, REGISTRANT_DAY

Sentences = tuple[str, str]

_SHORT = timedelta(seconds=5)
_MINUTE = timedelta(minutes=1)


def by_code() -> dict[int, Sentences]:
    """By Zoom's code, for refusals and for what is not there; in the language of the request in hand."""
    ask_admin = _("Please ask whoever looks after Zoom at your place.")
    return {
        200: (
            _("Zoom didn't allow this with the account's plan or the app's role."),
            _("Please ask your Zoom admin whether the plan includes it and the app's role may do it."),
        ),
        300: (
            _("Zoom didn't take one of the values."),
            _("Please check the topic, the time and the length, then try again."),
        ),
        303: (_("Zoom only signs people up in a batch for one-time meetings."), _("Please add them one by one.")),
        400: (
            _("Zoom's dashboard isn't part of this account's plan."),
            _("You needn't do anything: I'll read it from Zoom's reports."),
        ),
        404: (
            _("Registration is switched off for this class."),
            _("Please switch registration on for it, then try again."),
        ),
        1001: (
            _("I couldn't find that person in your Zoom account."),
            _("Please check the e-mail, or ask your Zoom admin to invite them to the account."),
        ),
        1005: (_("That e-mail is already in use at Zoom."), _("Please use another e-mail, or ask your Zoom admin.")),
        1009: (_("That e-mail is already in use at Zoom."), _("Please use another e-mail, or ask your Zoom admin.")),
        1010: (
            _("That person isn't part of this Zoom account."),
            _("Please check the e-mail, or ask your Zoom admin to invite them to the account."),
        ),
        1108: (_("Zoom didn't allow a change of that person's license."), ask_admin),
        1109: (_("That host isn't paid for at Zoom."), _("Please ask your Zoom admin for a license.")),
        1120: (
            _("That person hasn't accepted Zoom's invitation yet."),
            _("Please ask them to open Zoom's invitation e-mail, then try again."),
        ),
        1122: (
            _("Webinars need a license the host doesn't have."),
            _("Please ask your Zoom admin for a webinar license."),
        ),
        2001: (_("Zoom doesn't know this account."), _("Please ask your admin to run `lectern check`.")),
        2033: (_("Your Zoom account has no room for more Basic users."), ask_admin),
        2034: (
            _("All Zoom licenses of this kind are in use."),
            _("Please ask an admin to free one, or use a licensed host."),
        ),
        2038: (
            _("All Zoom licenses of this kind are in use."),
            _("Please ask an admin to free one, or use a licensed host."),
        ),
        2300: (_("Zoom doesn't know this request."), _("Please ask your admin to run `lectern check`.")),
        2306: (
            _("That host's meetings are hidden from this app at Zoom."),
            _("Please ask your Zoom admin to let the app see meetings scheduled for others."),
        ),
        3000: (
            _("Zoom didn't allow this for this class."),
            _("Please look at the class's settings at Zoom, or ask your Zoom admin, then try again."),
        ),
        3001: (
            _("This class isn't at Zoom any more, or it has expired."),
            _("If you still need it, schedule it again."),
        ),
        3018: (_("A personal meeting room can't be deleted."), _("Please use a meeting of its own for the class.")),
        3027: (_("The host can't be signed up for their own class."), _("They can simply start it.")),
        3034: (
            _("Zoom asks for a work e-mail here."),
            _("Please sign up with the e-mail of your school or workplace."),
        ),
        3035: (_("This class is full."), _("Please ask the host for a place.")),
        3037: (_("A personal audio conference can't be deleted."), ask_admin),
        3038: (_("This class is already over."), _("Please pick one that's still to come.")),
        3043: (_("This class is full."), _("Please ask the host for a place.")),
        3063: (_("This class runs on your own Zoom server and can't be ended from here."), _("Please end it in Zoom.")),
        3079: (_("I couldn't find that sign-up at Zoom."), _("Please sign up again.")),
        3161: (
            _("This host isn't allowed to schedule meetings at Zoom."),
            _("Please ask your Zoom admin to give them a license, or choose another host."),
        ),
        3412: (_("Your Zoom account has no room for more Basic users."), ask_admin),
        3301: (
            _("There is no recording of this class at Zoom."),
            _("It may take a day to appear; please look again later."),
        ),
        3303: (_("This recording isn't ready yet."), _("Zoom takes up to a day; please try again later.")),
        3306: (_("Zoom doesn't let the app see this recording."), ask_admin),
        3309: (_("Your Zoom account's space for recordings is full."), ask_admin),
        3310: (_("This recording is used by a pre-recorded webinar."), _("Please take it out of the webinar first.")),
        3322: (
            _("There is no transcript of this class."),
            _("It may come later than the recording; please look again then."),
        ),
        4130: (_("I couldn't find that group at Zoom."), ask_admin),
        4131: (_("That person isn't in that group at Zoom."), ask_admin),
        4132: (_("Zoom has a group with that name already."), _("Please choose another name.")),
        4400: (
            _("Polls are switched off, or there are too many."),
            _("Please switch polls on in Zoom, or remove one."),
        ),
        5110: (_("I couldn't find that tracking field at Zoom."), ask_admin),
        12700: (_("Zoom can't show reports for those dates."), _("Please ask for a shorter or more recent time.")),
        12702: (
            _("That's too long ago: Zoom keeps this for about a year."),
            _("I can only show what I wrote down myself."),
        ),
        4505: (_("A pre-recorded webinar needs a fixed time."), _("Please give it a day and a time.")),
    }


def _by_limit() -> dict[str, Sentences]:
    return {
        HOST_DAY: (
            _("Zoom allows 100 changes per host and day, and this host has used them up."),
            _("I'll carry on when Zoom's day begins, at 00:00 UTC."),
        ),
        REGISTRANT_DAY: (
            _("Zoom takes three sign-ups and ten decisions about one person a day, and that is used up."),
            _("I'll carry on when Zoom's day begins, at 00:00 UTC."),
        ),
        DAY: (
            _("Zoom's daily limit for this account is used up."),
            _("I'll carry on when Zoom allows it, at 00:00 UTC at the latest."),
        ),
        CONCURRENCY: (
            _("Zoom is still busy with an earlier change to the same person."),
            _("You needn't do anything: I'll carry on by myself."),
        ),
    }


def explain(error: ZoomError) -> Sentences:
    """(what happened, what to do next), plain, without blame, in the language of the request in hand."""
    match error:
        case AnswerLost():
            return (
                _("Zoom didn't answer in time, so I don't know yet whether it worked."),
                _("I'll look at Zoom before I try again, so nothing is made twice."),
            )
        case ZoomUnavailable():
            return _("I couldn't reach Zoom just now."), _("You can see how Zoom is doing on status.zoom.us.")
        case ZoomRateLimited():
            return _explain_limit(error)
        case ZoomNotReady():
            return (
                _("Zoom isn't ready with this class yet."),
                _("Zoom takes about half an hour after a class, seldom longer: I'll ask again by myself."),
            )
        case ZoomAuthError():
            return _explain_auth(error)
        case ZoomUnexpected():
            return _("Zoom answered in a way I don't understand."), _("Please try again; if it stays, tell your admin.")
        case _:
            return by_code().get(error.code) or _by_kind(error)


def _explain_limit(error: ZoomRateLimited) -> Sentences:
    limits = _by_limit()
    if error.scope in limits:
        return limits[error.scope]
    return _("Zoom is getting more requests than it takes at once."), _again_in(error.retry_after)


def _again_in(wait: timedelta) -> str:
    if wait <= _SHORT:
        return _("I'll try again in a few seconds.")
    seconds = round(wait.total_seconds())
    if wait < _MINUTE:
        return _("I'll try again in about {seconds} seconds.").replace("{seconds}", str(seconds))
    return _("I'll try again in about {minutes} minutes.").replace("{minutes}", str(-(-seconds // 60)))


def _explain_auth(error: ZoomAuthError) -> Sentences:
    if error.missing_scopes:
        return (
            _("The Zoom app lacks the scope {scopes}.").replace("{scopes}", ", ".join(error.missing_scopes)),
            _("Please ask your Zoom admin to add it to the app; it works right after."),
        )
    return (
        _("Zoom didn't accept Lectern's sign-in."),
        _("Please ask your admin to run `lectern check`: it says which setting or scope is missing."),
    )


def _by_kind(error: ZoomError) -> Sentences:
    if isinstance(error, ZoomNotFound):
        return _("I couldn't find that at Zoom."), _("Please check it's still there, or schedule it again.")
    tell = _("Please tell your admin Zoom's number for it: {code}.").replace("{code}", str(error.code))
    return _("Zoom didn't allow this."), tell
