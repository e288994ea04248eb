"""Looking at licenses: how many, who holds them, who hardly uses theirs, what is asked for, and what has moved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from zoomcore.commands.wishes.licenses import (
    ListIdle,
    OpenLicensePicture,
    OpenSweepForm,
    ProtectLicense,
    ShowLicenseHistory,
    ShowLicenses,
)
from zoomcore.domain.licenses.choosing import Candidate, choose_donors
from zoomcore.domain.licenses.forecast import Hour, needed_hours, shortages
from zoomcore.domain.licenses.pool import LicenseRules
from zoomcore.domain.licenses.requests import OPEN, LicenseRequest
from zoomcore.services.attendance.pictures import shown
from zoomcore.services.exporting.grids import Cell, Column, Grid, Kind, csv_file
from zoomcore.services.licenses.forecasting import AHEAD, bought_now
from zoomcore.services.licenses.rules import last_sweep, load_rules
from zoomcore.services.licenses.words import (
    end_title,
    idle_words,
    outcome_words,
    reason_words,
    reasons_why_not,
    rule_rows,
)
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Block,
    Button,
    Card,
    Document,
    Facts,
    Item,
    Items,
    Line,
    Reply,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import help_button, older_button
from zoomcore.wording import _, phrase, plural

_PAGE = 10


async def show(unit: Unit, scene: Scene, _wish: ShowLicenses) -> Reply:
    """From what is stored: nothing is asked of Zoom. A dozen statements."""
    rules = await load_rules(unit, scene.deployment)
    held = await unit.pool.count_licensed()
    read_at, trouble = await last_sweep(unit)
    bought = await bought_now(unit, scene)
    hours = needed_hours(await unit.licenses.bookings(scene.now, scene.now + AHEAD))
    body: list[Block] = [
        _need(hours, bought, scene),
        *((shown(scene, OpenLicensePicture(), _("Licenses needed in the coming week")),) if hours else ()),
        Facts(rows=(*_pool_rows(held, bought, read_at, scene), *rule_rows(rules), *await _guard_rows(unit))),
        *await _open_requests(unit),
        *_troubles(trouble),
    ]
    full = bought is not None and held >= bought
    return Reply(
        view=Card(
            title=_seats_title(held, bought, read_at),
            tone=Tone.WARNING if full else Tone.GOOD,
            body=tuple(body),
            actions=(
                Button(label=_("Who hardly uses theirs"), command=ListIdle()),
                Button(label=_("History of licenses"), command=ShowLicenseHistory()),
                help_button("licenses"),
            ),
        )
    )


def _seats_title(held: int, bought: int | None, read_at: datetime | None) -> str:
    """Nothing is said of what was never read."""
    if read_at is None and not held:
        return _("Licenses: not read from Zoom yet")
    if bought is None:
        return plural("{count} license in use", "{count} licenses in use", held)
    return _("{held} of {bought} licenses in use").format(held=held, bought=bought)


def _need(hours: tuple[Hour, ...], bought: int | None, scene: Scene) -> Text:
    """The finding in words: the most that is needed at once, and where it does not suffice."""
    if not hours:
        return Text(line=phrase("No class of the next four weeks needs a license."), quiet=True)
    most = max(hours, key=lambda hour: hour.hosts)
    when = When(most.start, scene.zone, WhenStyle.FULL)
    short = shortages(hours, bought) if bought is not None else ()
    if short:
        first = When(short[0].start, scene.zone, WhenStyle.FULL)
        lack = str(most.hosts - (bought or 0))
        return Text(
            line=phrase(
                "From {first} there are too few, by up to {lack}: buy more, or move a class.", first=first, lack=lack
            )
        )
    at_once = plural(
        "At most {count} license is needed at once", "At most {count} licenses are needed at once", most.hosts
    )
    return Text(line=phrase("{need}, {when}.", need=at_once, when=when))


def _pool_rows(held: int, bought: int | None, read_at: datetime | None, scene: Scene) -> tuple[tuple[str, Line], ...]:
    read: Line = (When(read_at, scene.zone, WhenStyle.FULL),) if read_at else (_("not yet; it is each night"),)
    free = _("not known: `licenses limit N` sets it") if bought is None else str(max(bought - held, 0))
    return ((_("Free"), (free.replace("`", ""),)), (_("Read from Zoom"), read))


async def _guard_rows(unit: Unit) -> tuple[tuple[str, Line], ...]:
    guarded = await unit.pool.guarded()
    if not guarded:
        return ()
    names = ", ".join(name for _kind, _key, name in guarded[:_PAGE])
    more = plural(" and {count} more", " and {count} more", len(guarded) - _PAGE) if len(guarded) > _PAGE else ""
    return ((_("Protected"), (names + more,)),)


async def _open_requests(unit: Unit) -> list[Block]:
    waiting = await unit.licenses.in_states(OPEN)
    if not waiting:
        return []
    items = tuple(
        Item(line=(f"{one.ref}: {one.recipient_name}",), detail=(_(one.state.value), _from(one)))
        for one in waiting[:_PAGE]
    )
    return [Items(items=items, heading=(_("Under way"),))]


def _from(request: LicenseRequest) -> str:
    return _(", lent by {name}").replace("{name}", request.donor_name) if request.donor_name else ""


def _troubles(trouble: Mapping[str, str]) -> list[Block]:
    if not trouble:
        return []
    parts = ", ".join(f"{part} ({said})" for part, said in sorted(trouble.items()))
    left_out = phrase("The last reading left out, for lack of a right at Zoom: {parts}.", parts=parts)
    return [Text(line=left_out, quiet=True)]


async def list_idle(unit: Unit, scene: Scene, wish: ListIdle) -> Reply:
    """From what is stored. Who may not lend is counted with the reason."""
    rules = await load_rules(unit, scene.deployment)
    guarded = await unit.pool.protections()
    facts = await unit.licenses.facts("")
    asked = with_idle(rules, wish.days)
    choice = choose_donors(await unit.pool.licensed(), facts, asked, guarded, scene.now, most=wish.page * _PAGE)
    shown = choice.best[(wish.page - 1) * _PAGE :]
    title = plural("{count} license idle", "{count} licenses idle", choice.eligible)
    body: list[Block] = [Items(items=tuple(_idle_item(one, scene) for one in shown))] if shown else []
    body += [Text(line=(reason,), quiet=True) for reason in reasons_why_not(choice)]
    more: tuple[Action, ...] = ()
    if choice.eligible > wish.page * _PAGE:
        more = (Button(label=_("More idle licenses"), command=ListIdle(days=wish.days, page=wish.page + 1)),)
    days = plural("{count} day", "{count} days", wish.days)
    take = Button(label=_("Take back idle licenses"), command=OpenSweepForm(days=wish.days))
    sweep = (take,) if choice.eligible else ()
    return Reply(
        view=Card(
            title=title,
            body=tuple(body),
            actions=(
                *more,
                *sweep,
                Button(label=_("Show the licenses"), command=ShowLicenses()),
            ),
            footnote=phrase("Neither signed in nor hosted for {days}, and no class soon.", days=days),
        ),
        replaces=wish.page > 1,
    )


def with_idle(rules: LicenseRules, days: int) -> LicenseRules:
    """The same rules, for who was not seen so long."""
    return replace(rules, idle=timedelta(days=days))


def _idle_item(candidate: Candidate, scene: Scene) -> Item:
    name = candidate.account.name
    return Item(
        line=(name,),
        detail=(idle_words(candidate.idle_days(scene.now)),),
        actions=(
            Button(
                label=_("Protect {name}").replace("{name}", name), command=ProtectLicense(who=candidate.account.email)
            ),
        ),
    )


async def history(unit: Unit, scene: Scene, wish: ShowLicenseHistory) -> Reply:
    """Every request with its reason, the latest first; as a file, all of them."""
    if wish.csv:
        return Reply(view=await _file(unit, scene))
    rows = await unit.licenses.history(limit=_PAGE + 1, before=wish.before)
    if not rows:
        return Reply(
            view=Card(
                title=_("No license has moved yet"),
                actions=(Button(label=_("Show the licenses"), command=ShowLicenses()),),
            )
        )
    items = tuple(_history_item(one, scene) for one in rows[:_PAGE])
    more: tuple[Action, ...] = ()
    if len(rows) > _PAGE:
        more = (older_button(ShowLicenseHistory(before=rows[_PAGE - 1].id)),)
    return Reply(
        view=Card(
            title=_("Licenses that moved"),
            body=(Items(items=items),),
            actions=(
                *more,
                Button(label=_("Download the history"), command=ShowLicenseHistory(csv=True)),
                Button(label=_("Show the licenses"), command=ShowLicenses()),
            ),
        ),
        replaces=wish.before is not None,
    )


_MOST_ROWS = 10_000


async def _file(unit: Unit, scene: Scene) -> Document:
    names = ("Request", "Asked", "Decided", "Done", "State", "To", "From", "Why", "Reason", "Outcome", "Zoom's code")
    kinds = (Kind.KEY, Kind.TIME, Kind.TIME, Kind.TIME, *(Kind.TEXT,) * 7)
    columns = tuple(Column(_(name), kind) for name, kind in zip(names, kinds, strict=True))
    rows = tuple(_row(one) for one in await unit.licenses.history(limit=_MOST_ROWS))
    title = _("Licenses that moved")
    return csv_file(Grid(title=title, zone=scene.zone, columns=columns, rows=rows), "licenses")


def _row(request: LicenseRequest) -> tuple[Cell, ...]:
    return (
        request.ref,
        request.created_at,
        request.decided_at,
        request.done_at,
        _(request.state.value),
        request.recipient_name,
        request.donor_name,
        _(request.origin.value),
        reason_words(request),
        outcome_words(request),
        str(request.error_code or ""),
    )


def _history_item(request: LicenseRequest, scene: Scene) -> Item:
    when = When(request.created_at, scene.zone, WhenStyle.FULL)
    asked = reason_words(request)
    why: Line = phrase(" Reason: {reason}", reason=asked) if asked else ()
    return Item(line=(f"{request.ref}: {end_title(request)}",), detail=(when, ". ", outcome_words(request), *why))
