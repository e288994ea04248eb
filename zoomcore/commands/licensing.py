"""The lines about licenses: their state, idle ones, requests, protection, the limit, the policy, the history."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from zoomcore.commands.clocks import read_time
from zoomcore.commands.days import follow, read_day
from zoomcore.commands.found import TimeFound
from zoomcore.commands.mentions import MentionKind
from zoomcore.commands.options import read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Source
from zoomcore.commands.wishes.licenses import (
    LimitLicenses,
    ListIdle,
    OpenSweepForm,
    ProtectLicense,
    RequestLicense,
    SetApprovals,
    SetLicensePolicy,
    ShowLicenseHistory,
    ShowLicenses,
)
from zoomcore.domain.licenses.pool import MOST_A_DAY, Policy
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_ACTION = re.compile(r"[\w-]+")
_DAYS = re.compile(r"(\d{1,4}) ?(?:d|days?|dias?)?(?!\w)")
_PAGE = re.compile(r"page (\d{1,4})(?!\w)")
_NUMBER = re.compile(r"(?<!\S)(\d{1,6})(?!\S)")
_BECAUSE = re.compile(r"(?<!\w)(?:because|porque|for the reason)(?: of)?[ :]+")
_UNTIL = re.compile(r"(?<!\w)(?:until|till|hasta(?: el)?)[ :]+")
_GROUP = re.compile(r"(?:zoom )?(?:group|grupo)[ :]*")
_CSV = re.compile(r"(?:^|\s)csv(?!\S)")
_OFF = re.compile(r"(?:^|\s)off\s*$")
_FIRST = re.compile(r"(?:lr-?)?(\d+)")
_LONGEST_REASON = 200
_MOST_DAYS = 365


def read_licenses(source: Source, start: int, speaker: Speaker) -> Parsed:
    """`licenses [status | idle … | request … | protect … | limit N | policy … | history]`."""
    match = _ACTION.match(source.flat, start)
    if match is None:
        return Parsed(command=ShowLicenses())
    reader = _READERS.get(match.group())
    if reader is None:
        raise InvalidInput(
            _("I don't know “licenses {word}”.").format(word=match.group()[:40]),
            next_step=_("Try `licenses`, `licenses request`, `licenses idle 60d` or `licenses history`."),
        )
    return Parsed(command=reader(source, match.end(), speaker))


def _status(_source: Source, _start: int, _speaker: Speaker) -> ShowLicenses:
    return ShowLicenses()


def _idle(source: Source, start: int, _speaker: Speaker) -> ListIdle:
    page = _PAGE.search(source.flat, start)
    return ListIdle(days=_days(source, start), page=max(1, int(page[1])) if page else 1)


def _sweep(source: Source, start: int, _speaker: Speaker) -> OpenSweepForm:
    return OpenSweepForm(days=_days(source, start))


def _days(source: Source, start: int) -> int:
    page = _PAGE.search(source.flat, start)
    days = _DAYS.search(source.flat, start, page.start() if page else len(source.flat))
    count = int(days[1]) if days else ListIdle.days
    if not 1 <= count <= _MOST_DAYS:
        raise InvalidInput(
            _("I can look back 1 to {most} days.").format(most=_MOST_DAYS),
            next_step=_("For example `licenses idle 60d`."),
            field="days",
        )
    return count


def _request(source: Source, start: int, speaker: Speaker) -> RequestLicense:
    """Who, why and until when, in any order."""
    why, until = _BECAUSE.search(source.flat, start), _UNTIL.search(source.flat, start)
    who = _person(source, start)
    day, at = _moment(source, until.end(), speaker) if until else (None, None)
    return RequestLicense(who=who, reason=_reason(source, why, until), until=day, at=at)


def _person(source: Source, start: int) -> str:
    for place in range(start, len(source.flat)):
        person = read_person(source, place) if source.starts_at(place) else None
        if person is not None:
            return person[0]
    return ""


def _reason(source: Source, why: re.Match[str] | None, until: re.Match[str] | None) -> str:
    """What follows "because", as typed, up to "until"; else what stands in quotes."""
    if why is None:
        return next((source.line.quoted[place] for place in sorted(source.line.quoted)), "")[:_LONGEST_REASON]
    end = until.start() if until and until.start() > why.end() else len(source.flat)
    quoted = [source.line.quoted[place] for place in sorted(source.line.quoted) if why.end() <= place < end]
    reason = quoted[0] if quoted else source.line.cut(why.end(), end)
    return reason.strip(" ,;.")[:_LONGEST_REASON]


def _moment(source: Source, start: int, speaker: Speaker) -> tuple[date, time | None]:
    """The day, and the hour behind it where one is said; InvalidInput for what is neither."""
    zone = ZoneInfo(speaker.zone)
    day = read_day(source, start)
    clock = read_time(source, start if day is None else _skip(source, day.end))
    found = next((one for one in clock.found if isinstance(one, TimeFound)), None) if clock else None
    if day is None and found is None:
        raise InvalidInput(
            _("Until when?"), next_step=_("Name a day or a time, like `until fri` or `until 15:00`."), field="until"
        )
    today = speaker.now.astimezone(zone).date()
    until = today if day is None else follow(day.word, today)
    at = found.at if found else None
    moment = datetime.combine(until, at or time(23, 59), tzinfo=zone)
    if moment <= speaker.now:
        raise InvalidInput(
            _("That moment is past."), next_step=_("Name one still to come, like `until fri`."), field="until"
        )
    return until, at


def _skip(source: Source, place: int) -> int:
    return place + 1 if source.flat[place : place + 1] == " " else place


def _protect(source: Source, start: int, _speaker: Speaker) -> ProtectLicense:
    """A person or a group; with "off" behind they are protected no more."""
    begin = _skip(source, start)
    protect = _OFF.search(source.flat, start) is None
    if match := _GROUP.match(source.flat, begin):
        quoted = [source.line.quoted[place] for place in sorted(source.line.quoted)]
        off = _OFF.search(source.flat, start)
        end = len(source.flat) if off is None else off.start()
        name = quoted[0] if quoted else source.line.cut(match.end(), end).strip()
        if not name:
            raise InvalidInput(_("Which group?"), next_step=_('Like `licenses protect group "Deans"`.'), field="group")
        return ProtectLicense(group=name, protect=protect)
    who = _person(source, start)
    if not who:
        raise InvalidInput(
            _("Whose license do you mean?"),
            next_step=_("Add an e-mail address or a mention, like `licenses protect dean@uni.example`."),
            field="who",
        )
    return ProtectLicense(who=who, protect=protect)


def _limit(source: Source, start: int, _speaker: Speaker) -> LimitLicenses:
    rest = source.flat[start:].strip()
    if rest in {"off", "none", "no"}:
        return LimitLicenses(limit=None)
    match = _NUMBER.search(source.flat, start)
    if match is None:
        raise InvalidInput(
            _("How many licenses were bought?"),
            next_step=_("Like `licenses limit 20`; `licenses limit off` forgets it."),
            field="limit",
        )
    return LimitLicenses(limit=int(match[1]))


_POLICIES: Mapping[str, SetLicensePolicy] = {
    **{policy.value: SetLicensePolicy(policy=policy) for policy in Policy},
    "": SetLicensePolicy(),
    "pause": SetLicensePolicy(paused=True),
    "resume": SetLicensePolicy(paused=False),
    "two": SetLicensePolicy(two_people=True),
    "one": SetLicensePolicy(two_people=False),
    "join": SetLicensePolicy(on_join=True),
    "nojoin": SetLicensePolicy(on_join=False),
    "quiet off": SetLicensePolicy(quiet_from=0, quiet_to=0),
}
_QUIET = re.compile(r"quiet (\d{1,2})(?::00)? ?(?:-|to) ?(\d{1,2})(?::00)?")
_IDLE = re.compile(r"idle (\d{1,3}) ?(?:d|days?|dias?)?")
_FREE = re.compile(r"free (\d{1,3}) ?(?:h|hours?|horas?)?")
_CAP = re.compile(
    r"(auto|cap)[ :]*(?:at most |up to |max |maximo )?(\d{1,9})(?: times| veces)?"
    r"(?: ?(?:a|per|each|al|por|/) ?(?:day|dia))?"
)
_CAPPED = re.compile(r"(?:auto|cap)(?!\w)")
_HOURS = 24
_MOST_HOURS = 24 * 14


def _policy(source: Source, start: int, _speaker: Speaker) -> SetLicensePolicy:
    word = source.flat[start:].strip(" .,:;")
    if word in _POLICIES:
        return _POLICIES[word]
    if _CAPPED.match(word):
        return _cap(word)
    quiet = _QUIET.fullmatch(word)
    if quiet is not None and int(quiet[1]) < _HOURS and int(quiet[2]) < _HOURS:
        return SetLicensePolicy(quiet_from=int(quiet[1]), quiet_to=int(quiet[2]))
    if (idle := _IDLE.fullmatch(word)) is not None:
        return SetLicensePolicy(idle_days=_within(int(idle[1]), _MOST_DAYS))
    if (free := _FREE.fullmatch(word)) is not None:
        return SetLicensePolicy(free_hours=_within(int(free[1]), _MOST_HOURS))
    raise InvalidInput(
        _("A policy is approve, auto, watch or off; pause and resume stop everything and go on."),
        next_step=_("For example `licenses policy approve`, or `licenses policy quiet 22-7`."),
        field="policy",
    )


def _cap(word: str) -> SetLicensePolicy:
    cap = _CAP.fullmatch(word)
    if cap is None or int(cap[2]) > MOST_A_DAY:
        raise InvalidInput(
            _("How many requests a day may be decided without an admin? Say a number from 0 to {most}.").format(
                most=MOST_A_DAY
            ),
            next_step=_("For example `licenses policy auto 10 a day`; with 0 an admin decides on each."),
            field="policy",
        )
    policy = Policy.AUTO if cap[1] == Policy.AUTO else None
    return SetLicensePolicy(policy=policy, auto_per_day=int(cap[2]))


def _within(number: int, most: int) -> int:
    if 1 <= number <= most:
        return number
    raise InvalidInput(
        _("Between 1 and {most}, please.").format(most=most),
        next_step=_("For example `licenses policy idle 30d`, or `licenses policy free 48h`."),
        field="policy",
    )


def _history(source: Source, start: int, _speaker: Speaker) -> ShowLicenseHistory:
    """A reference like "LR-118" shows what there was up to that request."""
    match = _FIRST.search(source.flat, start)
    whole = _CSV.search(source.flat, start) is not None
    return ShowLicenseHistory(before=int(match[1]) + 1 if match else None, csv=whole)


_Reader = Callable[
    [Source, int, Speaker],
    ShowLicenses
    | ListIdle
    | OpenSweepForm
    | RequestLicense
    | ProtectLicense
    | LimitLicenses
    | SetLicensePolicy
    | ShowLicenseHistory,
]
_READERS: Mapping[str, _Reader] = {
    "status": _status,
    "idle": _idle,
    "sweep": _sweep,
    "request": _request,
    "protect": _protect,
    "limit": _limit,
    "policy": _policy,
    "history": _history,
}


def read_approvals(source: Source, start: int) -> SetApprovals:
    """`settings approvals [#channel | off]`; bare: the channel it is typed in."""
    for place in sorted(source.line.mentions):
        if place >= start and source.line.mentions[place].kind is MentionKind.CHANNEL:
            return SetApprovals(channel=source.line.mentions[place].id)
    rest = source.flat[start:].strip()
    if rest in {"off", "none", "no"}:
        return SetApprovals(off=True)
    match = re.compile(r"(?<!\S)#([\w.-]+)").search(source.flat, start)
    return SetApprovals(channel=source.line.cut(match.start(1), match.end()) if match else "")
