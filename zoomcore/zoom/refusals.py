"""What to tell a person when Zoom says no: one sentence on what happened, one on what to do next. No I/O.

Chosen by the kind of error and Zoom's code, never by Zoom's own sentence, which may come in any language.
"""

from datetime import timedelta

from zoomcore.errors import (
    AnswerLost,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.zoom.limits import CONCURRENCY, DAY, HOST_DAY

Sentences = tuple[str, str]

_ASK_ADMIN = "Please ask whoever looks after Zoom at your place."
_MOVE_ON = "You needn't do anything: I'll carry on by myself."

#: By Zoom's code, for refusals and for what is not there.
BY_CODE: dict[int, Sentences] = {
    200: (
        "Zoom didn't allow this with the account's plan or the app's role.",
        "Please ask your Zoom admin whether the plan includes it and the app's role may do it.",
    ),
    300: ("Zoom didn't take one of the values.", "Please check the topic, the time and the length, then try again."),
    303: ("Zoom only signs people up in a batch for one-time meetings.", "Please add them one by one."),
    404: ("Registration is switched off for this class.", "Please switch registration on for it, then try again."),
    1001: (
        "I couldn't find that person in your Zoom account.",
        "Please check the e-mail, or ask your Zoom admin to invite them to the account.",
    ),
    1005: ("That e-mail is already in use at Zoom.", "Please use another e-mail, or ask your Zoom admin."),
    1009: ("That e-mail is already in use at Zoom.", "Please use another e-mail, or ask your Zoom admin."),
    1010: (
        "That person isn't part of this Zoom account.",
        "Please check the e-mail, or ask your Zoom admin to invite them to the account.",
    ),
    1108: ("Zoom didn't allow a change of that person's license.", _ASK_ADMIN),
    1109: ("That host isn't paid for at Zoom.", "Please ask your Zoom admin for a license."),
    1120: (
        "That person hasn't accepted Zoom's invitation yet.",
        "Please ask them to open Zoom's invitation e-mail, then try again.",
    ),
    1122: ("Webinars need a license the host doesn't have.", "Please ask your Zoom admin for a webinar license."),
    2001: ("Zoom doesn't know this account.", "Please ask your admin to run `lectern check`."),
    2033: ("Your Zoom account has no room for more Basic users.", _ASK_ADMIN),
    2034: ("All Zoom licenses of this kind are in use.", "Please ask an admin to free one, or use a licensed host."),
    2038: ("All Zoom licenses of this kind are in use.", "Please ask an admin to free one, or use a licensed host."),
    2300: ("Zoom doesn't know this request.", "Please ask your admin to run `lectern check`."),
    2306: (
        "That host's meetings are hidden from this app at Zoom.",
        "Please ask your Zoom admin to let the app see meetings scheduled for others.",
    ),
    3000: (
        "Zoom didn't allow this for this class.",
        "Please look at the class's settings at Zoom, or ask your Zoom admin, then try again.",
    ),
    3001: (
        "This class isn't at Zoom any more, or it has expired.",
        "If you still need it, schedule it again.",
    ),
    3018: ("A personal meeting room can't be deleted.", "Please use a meeting of its own for the class."),
    3027: ("The host can't be signed up for their own class.", "They can simply start it."),
    3034: ("Zoom asks for a work e-mail here.", "Please sign up with the e-mail of your school or workplace."),
    3035: ("This class is full.", "Please ask the host for a place."),
    3037: ("A personal audio conference can't be deleted.", _ASK_ADMIN),
    3038: ("This class is already over.", "Please pick one that's still to come."),
    3043: ("This class is full.", "Please ask the host for a place."),
    3063: ("This class runs on your own Zoom server and can't be ended from here.", "Please end it in Zoom."),
    3079: ("I couldn't find that sign-up at Zoom.", "Please sign up again."),
    3161: (
        "This host isn't allowed to schedule meetings at Zoom.",
        "Please ask your Zoom admin to give them a license, or choose another host.",
    ),
    3412: ("Your Zoom account has no room for more Basic users.", _ASK_ADMIN),
    3301: ("There is no recording of this class at Zoom.", "It may take a day to appear; please look again later."),
    3303: ("This recording isn't ready yet.", "Zoom takes up to a day; please try again later."),
    3306: ("Zoom doesn't let the app see this recording.", _ASK_ADMIN),
    3309: ("Your Zoom account's space for recordings is full.", _ASK_ADMIN),
    3310: ("This recording is used by a pre-recorded webinar.", "Please take it out of the webinar first."),
    3322: ("There is no transcript of this class.", "It may come later than the recording; please look again then."),
    4130: ("I couldn't find that group at Zoom.", _ASK_ADMIN),
    4131: ("That person isn't in that group at Zoom.", _ASK_ADMIN),
    4132: ("Zoom has a group with that name already.", "Please choose another name."),
    4400: ("Polls are switched off, or there are too many.", "Please switch polls on in Zoom, or remove one."),
    5110: ("I couldn't find that tracking field at Zoom.", _ASK_ADMIN),
    12700: ("Zoom can't show reports for those dates.", "Please ask for a shorter or more recent time."),
    12702: ("That's too long ago: Zoom keeps this for about a year.", "I can only show what I wrote down myself."),
    4505: ("A pre-recorded webinar needs a fixed time.", "Please give it a day and a time."),
}

_LIMITS: dict[str, Sentences] = {
    HOST_DAY: (
        "Zoom allows 100 changes per host and day, and this host has used them up.",
        "I'll carry on when Zoom's day begins, at 00:00 UTC.",
    ),
    DAY: (
        "Zoom's daily limit for this account is used up.",
        "I'll carry on when Zoom allows it, at 00:00 UTC at the latest.",
    ),
    CONCURRENCY: ("Zoom is still busy with an earlier change to the same person.", _MOVE_ON),
}
_SHORT = timedelta(seconds=5)
_MINUTE = timedelta(minutes=1)


def explain(error: ZoomError) -> Sentences:
    """(what happened, what to do next), in English, plain, and without a word of blame."""
    match error:
        case AnswerLost():
            return (
                "Zoom didn't answer in time, so I don't know yet whether it worked.",
                "I'll look at Zoom before I try again, so nothing is made twice.",
            )
        case ZoomUnavailable():
            return "I couldn't reach Zoom just now.", "I'll keep trying. Zoom's own state is on status.zoom.us."
        case ZoomRateLimited():
            return _explain_limit(error)
        case ZoomAuthError():
            return _explain_auth(error)
        case ZoomUnexpected():
            return "Zoom answered in a way I don't understand.", "Please try again; if it stays, tell your admin."
        case _:
            return BY_CODE.get(error.code) or _by_kind(error)


def _explain_limit(error: ZoomRateLimited) -> Sentences:
    if error.scope in _LIMITS:
        return _LIMITS[error.scope]
    return "Zoom is getting more requests than it takes at once.", f"I'll try again in {_about(error.retry_after)}."


def _about(wait: timedelta) -> str:
    if wait <= _SHORT:
        return "a few seconds"
    seconds = round(wait.total_seconds())
    return f"about {seconds} seconds" if wait < _MINUTE else f"about {-(-seconds // 60)} minutes"


def _explain_auth(error: ZoomAuthError) -> Sentences:
    if error.missing_scopes:
        return (
            f"The Zoom app lacks the scope {', '.join(error.missing_scopes)}.",
            "Please ask your Zoom admin to add it to the app; it works right after.",
        )
    return (
        "Zoom didn't accept Lectern's sign-in.",
        "Please ask your admin to run `lectern check`: it says which setting or scope is missing.",
    )


def _by_kind(error: ZoomError) -> Sentences:
    if isinstance(error, ZoomNotFound):
        return "I couldn't find that at Zoom.", "Please check it's still there, or schedule it again."
    return "Zoom didn't allow this.", f"Please tell your admin Zoom's number for it: {error.code}."
