"""What is stored of a person: all of it as a file, and none of it any more."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.privacy import ErasePerson, ExportPerson
from zoomcore.domain.attendance.evidence import ParticipantRecord
from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.backups.erasing import without
from zoomcore.domain.backups.faults import BackupFault
from zoomcore.domain.hosting_work import ChangeHost
from zoomcore.domain.people import Person
from zoomcore.domain.privacy import Traces, email_hash, own_keys
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.errors import Conflict, NotAllowed, NotFound
from zoomcore.services.registration.following import follow_erasure
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Confirm, Document, Facts, Reply, Text, Tone
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase, plural


async def traces_of(unit: Unit, person: Person) -> Traces:
    """By what somebody is found in the tables: who they are, and where they were written to."""
    met = await unit.people.identities(person.id)
    names, others = await unit.privacy.shared_names(person.id)
    places = (ConversationRef(platform=one.platform, tenant=one.tenant, user=one.user_id).place for one in met)
    return Traces(
        person=person.id,
        names=frozenset({person.name, *names} - {""}),
        emails=frozenset({person.email, *(one.email for one in met)} - {""}),
        accounts=frozenset({person.zoom_user_id} - {""}),
        met=frozenset((one.platform, one.tenant, one.user_id) for one in met),
        numbers=await unit.privacy.school_numbers(person.id),
        places=frozenset(places),
        keys=own_keys(map(name_key, names), map(name_key, others)),
    )


# Export.


async def export(unit: Unit, scene: Scene, wish: ExportPerson) -> Reply:
    """Their own to everybody; somebody else's to admins, audited."""
    person = await _named(unit, scene, wish.who) if wish.who else scene.person
    if person.id != scene.person.id and not scene.admin:
        raise NotAllowed(
            _("What is stored about somebody else is for Lectern's admins."),
            next_step=_("`privacy export` gives you your own."),
        )
    content = await document(unit, person, scene.now)
    await unit.audit.write(scene.person.id, "privacy export", f"person:{person.id}", {"bytes": len(content)})
    title = _("Everything stored about {name}").replace("{name}", person.name)
    name = f"lectern-person-{person.id}.json"
    return Reply(view=Document(name=name, media_type="application/json", content=content, title=title))


async def document(unit: Unit, person: Person, now: datetime) -> bytes:
    """JSON: table → rows, instants in ISO 8601 and UTC, points as text. Files are told by their size."""
    tables = await unit.privacy.rows_about(await traces_of(unit, person))
    told: dict[str, Any] = {
        "format": "lectern person",
        "version": 1,
        "made_at": now.isoformat(),
        "person": person.id,
        "tables": tables,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()


# Erasing.


async def erase(unit: Unit, scene: Scene, wish: ErasePerson) -> Reply:
    """Asks first, with what will be gone. Confirmed: for ever, by a job, and no copy brings them back."""
    person = await unit.people.get(wish.person) if wish.person else await _named(unit, scene, wish.who)
    if person.id == scene.person.id:
        raise Conflict(
            _("You can't erase yourself: nobody would be left to see it through."), next_step=_("Ask another admin.")
        )
    await require_no_classes(unit, person, scene.now)
    traces = await traces_of(unit, person)
    if not wish.confirmed:
        return Reply(view=_question(person, await unit.privacy.count_about(traces)))
    await keep_out(unit, traces, scene.deployment.pepper)
    await follow_erasure(unit, person)
    entry = await unit.audit.write(scene.person.id, "privacy erase", f"person:{person.id}", {})
    await unit.jobs.enqueue(
        ForgetPerson(person=person.id, by=scene.person.id, entry=entry, answer=scene.answer.to_data(), card=scene.card)
    )
    return Reply(view=_going_on(traces), replaces=True)


async def require_no_classes(unit: Unit, person: Person, now: datetime) -> None:
    """Conflict where classes to come would be left without anybody, and while one is being given to them."""
    hosted = await unit.privacy.coming_classes(person.id, now)
    if hosted:
        said = plural("{name} hosts {count} coming class.", "{name} hosts {count} coming classes.", hosted)
        raise Conflict(
            said.replace("{name}", person.name), next_step=_("Cancel them or give them another host, then ask again.")
        )
    if any(work["person"] == person.id for work in await unit.jobs.under_way(ChangeHost.kind)):
        raise Conflict(
            _("{name} is about to become the host of a class.").replace("{name}", person.name),
            next_step=_("Wait until that is settled, give the class another host, then ask again."),
        )


async def keep_out(unit: Unit, traces: Traces, pepper: bytes) -> None:
    """Nothing that comes under one of their e-mails is taken in from now on; safe to be said twice."""
    await unit.privacy.keep_out(email_hash(one, pepper) for one in traces.emails)


async def rewrite_backup(unit: Unit, number: int, traces: Traces) -> int:
    """1 where it held something of them. One that cannot be read could not be restored either: it goes, if it may."""
    try:
        return int(await unit.backups.rewrite(number, partial(without, traces=traces)))
    except BackupFault:
        return int(await unit.backups.delete(number))


def _going_on(traces: Traces) -> Card:
    """Under the name that is left of them: this card is kept, too."""
    told = phrase("Nothing new of them is taken in from now on. This card changes when all is gone.")
    title = _("Erasing {name} …").replace("{name}", traces.pseudonym)
    return Card(title=title, tone=Tone.WORKING, body=(Text(line=told, quiet=True),))


def _question(person: Person, many: int) -> Card:
    """How much there is: `many` rows."""
    rows = plural("{count} row", "{count} rows", many)
    button = Button(
        label=_("Erase for ever"),
        command=ErasePerson(person=person.id, confirmed=True),
        style=ButtonStyle.DANGER,
        confirm=Confirm(
            title=_("Erase for ever?"),
            question=_("Nothing of it can be brought back, not from a backup either."),
            yes=_("Erase"),
        ),
    )
    return Card(
        title=_("Erase {name}?").replace("{name}", person.name),
        tone=Tone.ASK,
        body=(
            Text(
                line=phrase(
                    "{rows} are about them: accounts, courses, what Zoom told of them, marks, messages. They go, or "
                    "name nobody any more. That somebody was in class stays in its statistics, without a name.",
                    rows=rows,
                )
            ),
            Text(line=phrase("Let them have a copy first, if they want one."), quiet=True),
        ),
        actions=(button, Button(label=_("Get the copy"), command=ExportPerson(who=person.email or f"#{person.id}"))),
    )


def forgotten_card(traces: Traces, counts: Mapping[str, int]) -> Card:
    rows = tuple((name, (str(many),)) for name, many in sorted(counts.items()) if many)
    notes = []
    if counts.get("grade_book"):
        notes.append(
            Text(
                line=phrase("A grade book's file held their line and is gone: its instructor hands it over once more.")
            )
        )
    return Card(
        title=_("Erased: {name}").replace("{name}", traces.pseudonym),
        tone=Tone.GOOD,
        body=(Facts(rows=rows), *notes),
        actions=(help_button("privacy erase"),),
    )


async def _named(unit: Unit, scene: Scene, who: str) -> Person:
    """By e-mail or mention, or by "#" and our number where they have no e-mail."""
    if who.startswith("#") and who[1:].isdigit():
        return await unit.people.get(int(who[1:]))
    if who.startswith("@"):
        ref = scene.conversation
        met = await unit.people.find_identity(ref.platform, ref.tenant, who[1:])
        found = await unit.people.get(met.person_id) if met else None
    else:
        found = await unit.people.find_by_email(who)
    if found is None:
        raise NotFound(_("I know nobody called {who}.").replace("{who}", who), next_step=_("Check the e-mail."))
    return found


# Keeping them out.


async def erased_among(unit: Unit, emails: Iterable[str], pepper: bytes) -> frozenset[str]:
    """Those of the e-mails whose owners were erased. One statement a chunk of 500; none without e-mails."""
    hashes = {email_hash(one, pepper): one for one in {one.strip().lower() for one in emails} - {""}}
    return frozenset(hashes[one] for one in await unit.privacy.erased(hashes.keys())) if hashes else frozenset()


async def without_erased(
    unit: Unit, records: Iterable[ParticipantRecord], pepper: bytes
) -> tuple[ParticipantRecord, ...]:
    """Rows as Zoom told them, but for those of people who were erased: Zoom goes on telling of them."""
    rows = tuple(records)
    gone = await erased_among(unit, (one.email for one in rows), pepper)
    return tuple(one for one in rows if one.email not in gone) if gone else rows


async def welcome_back(unit: Unit, email: str, pepper: bytes) -> bool:
    """Somebody who was erased comes back by a deliberate act; True where they had been."""
    return bool(email) and await unit.privacy.welcome_back(email_hash(email, pepper))
