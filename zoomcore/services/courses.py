"""Courses and the channels that stand for them."""

from dataclasses import replace

from zoomcore.chat import ConversationRef
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.courses import AddCourse, DecideMapping, ListCourses, MapCourse, UnmapCourse
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import OpenScheduleForm
from zoomcore.domain.courses import Course, CourseMapping, MappingState
from zoomcore.domain.people import License, Person, Role
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import AskForMapping
from zoomcore.errors import Conflict, InvalidInput, NotAllowed, NotFound
from zoomcore.services.awaiting import ask_which, awaited_for, forget_awaited, is_decided
from zoomcore.services.scene import Scene
from zoomcore.services.sync.adopting import offer_at_link
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Button,
    ButtonStyle,
    Card,
    Code,
    Facts,
    Item,
    Items,
    Reply,
    Strong,
    Text,
    Tone,
    sentence,
)
from zoomcore.views.codec import reply_to_json
from zoomcore.views.ways import classes_button, courses_button, help_button, people_button
from zoomcore.wording import _, phrase, plural

LONGEST_CODE = 40
PAGE = 10


async def add(unit: Unit, scene: Scene, wish: AddCourse) -> Reply:
    """Two statements: the course and the audit. Conflict where the code is taken."""
    code = wish.code.strip()
    if not code or len(code) > LONGEST_CODE:
        raise InvalidInput(
            _("A course needs a short code, at most {most} characters.").replace("{most}", str(LONGEST_CODE)),
            next_step=_('For example `course add MATH201 "Algebra II"`.'),
            field="code",
        )
    course = await unit.courses.add(code, wish.title.strip() or code, scene.deployment.zone)
    await unit.audit.write(scene.person.id, "course add", f"course:{course.id}", {"code": code, "title": course.title})
    return Reply(
        view=Card(
            title=_("Added: {code} {title}").replace("{code}", code).replace("{title}", course.title),
            tone=Tone.GOOD,
            body=(
                Text(
                    line=phrase(
                        "Next, link its channel: type {line} there.", line=Code(f"{scene.word}course map {code}")
                    )
                ),
            ),
            actions=(
                *_map_here(scene, course),
                people_button(code),
            ),
        )
    )


def _map_here(scene: Scene, course: Course) -> tuple[Action, ...]:
    if scene.conversation.direct or scene.mapping is not None:
        return ()
    return (Button(label=_("Link this channel"), command=MapCourse(code=course.code), style=ButtonStyle.PRIMARY),)


async def map_channel(unit: Unit, scene: Scene, wish: MapCourse) -> Reply:
    """An admin's word links the channel; anybody else's asks the admins, who get one card."""
    channel = _channel_of(scene, wish)
    current = await unit.courses.mapping_of(channel.platform, channel.tenant, channel.channel)
    awaited = await awaited_for(unit, channel, wish.code.strip()) if current is None else None
    code = awaited.course_code if awaited else wish.code.strip() or (current.course_code if current else "")
    if not code:
        return await ask_which(unit, scene, channel)
    course = await unit.courses.find(code)
    if current is not None and course is not None and current.course_id == course.id:
        return Reply(view=_linked(course, entry=None))
    if current is not None:
        raise Conflict(
            _("This channel is {code} already.").replace("{code}", current.course_code),
            next_step=_("Unlink it first: `course unmap`."),
        )
    if not scene.admin and not await is_decided(unit, scene, awaited):
        return await _request(unit, scene, replace(wish, code=code), channel)
    if course is None:
        raise NotFound(
            _("I don't know a course {code}.").replace("{code}", code),
            next_step=_('Add it first: `course add {code} "its title"`.').replace("{code}", code),
        )
    _mapping, entry = await link(unit, scene, course, channel)
    return Reply(view=_linked(course, entry=entry))


async def link(unit: Unit, scene: Scene, course: Course, channel: ConversationRef) -> tuple[CourseMapping, int]:
    """Done at once, with the audit's number; Conflict where the channel stands for a course already."""
    mapping = await unit.courses.map_channel(
        course.id,
        platform=channel.platform,
        tenant=channel.tenant,
        channel=channel.channel,
        channel_name=channel.name,
        by=scene.person.id,
    )
    await forget_awaited(unit, mapping)
    await offer_at_link(unit, course.id, mapping.id)
    return mapping, await audit_link(unit, scene, course, mapping)


async def audit_link(unit: Unit, scene: Scene, course: Course, mapping: CourseMapping) -> int:
    return await unit.audit.write(
        scene.person.id,
        "course map",
        f"course:{course.id}",
        {"channel": mapping.channel, "platform": mapping.platform},
        inverse=pack(UnmapCourse(code=course.code, channel=mapping.channel)),
        undo_until=undo_until(scene.now),
    )


def _channel_of(scene: Scene, wish: MapCourse | UnmapCourse) -> ConversationRef:
    ref = scene.conversation
    if wish.channel:
        return ConversationRef(platform=ref.platform, tenant=ref.tenant, channel=wish.channel)
    if ref.direct:
        raise InvalidInput(
            _("A private chat can't stand for a course."),
            next_step=_("Type this in the course's channel, or name the channel behind the code."),
            field="channel",
        )
    return ref.everyone()


def _linked(course: Course, *, entry: int | None) -> Card:
    undo = (Button(label=_("Undo"), command=Undo(entry=entry)),) if entry is not None else ()
    return Card(
        title=_("This channel is {code} now").replace("{code}", course.code),
        tone=Tone.GOOD,
        body=(Text(line=phrase("{title}: classes scheduled here belong to it.", title=Strong(course.title))),),
        actions=(
            Button(label=_("New class"), command=OpenScheduleForm(), style=ButtonStyle.PRIMARY),
            people_button(course.code),
            *undo,
        ),
    )


async def _request(unit: Unit, scene: Scene, wish: MapCourse, channel: ConversationRef) -> Reply:
    if not scene.trusted:
        raise NotAllowed(
            _("Guests can't link a channel."), next_step=_("Ask somebody of this organisation to type the same line.")
        )
    asked = await request_link(unit, scene, wish, channel, card=scene.card)
    hear = Text(line=phrase("You hear from me when one of them has decided on {code}.", code=Strong(wish.code)))
    if asked is None:
        return Reply(
            view=Card(title=_("The admins are asked"), body=(hear,), actions=(courses_button(),)), replaces=True
        )
    return Reply(view=Card(title=_("Asking the admins …"), tone=Tone.WORKING, body=(hear,)), replaces=True)


async def request_link(
    unit: Unit, scene: Scene, wish: MapCourse, channel: ConversationRef, *, card: str
) -> CourseMapping | None:
    """Noted for the admins, whom a job asks; `card` then says what came of it. None: they are asked already."""
    mapping = await unit.courses.request_mapping(
        code=wish.code,
        title=wish.title,
        platform=channel.platform,
        tenant=channel.tenant,
        channel=channel.channel,
        channel_name=channel.name,
        by=scene.person.id,
    )
    job = await unit.jobs.enqueue(
        AskForMapping(mapping=mapping.id, version=mapping.version, answer=scene.answer.to_data(), card=card)
    )
    return mapping if job is not None else None


def request_card(person: Person, mapping: CourseMapping) -> Card:
    """What each admin sees: who, with which Zoom plan, wants which channel to be which course."""
    plans = {License.LICENSED: _("Licensed"), License.BASIC: _("Basic"), License.NONE: _("no Zoom account")}
    plan_words = plans.get(person.license, _("Zoom plan unknown"))
    title = _("{name}, {plan}, wants a channel to be {code}").format(
        name=person.name, plan=plan_words, code=mapping.course_code
    )
    approve = DecideMapping(mapping=mapping.id, version=mapping.version, approve=True)
    refuse = DecideMapping(mapping=mapping.id, version=mapping.version, approve=False)
    rows = (
        (_("Course"), (f"{mapping.course_code} {mapping.course_title}".strip(),)),
        (_("Channel"), (f"{mapping.channel_name or mapping.channel} ({mapping.platform})",)),
        (_("Then"), (_("{name} becomes its instructor").replace("{name}", person.name),)),
    )
    return Card(
        title=title,
        tone=Tone.ASK,
        body=(Facts(rows=rows),),
        actions=(
            Button(
                label=_("Approve {code}").replace("{code}", mapping.course_code),
                command=approve,
                style=ButtonStyle.PRIMARY,
            ),
            Button(
                label=_("Refuse {code}").replace("{code}", mapping.course_code),
                command=refuse,
                style=ButtonStyle.DANGER,
            ),
        ),
    )


def mapping_subject(mapping_id: int) -> str:
    """Under which the admins' copies of a request are filed, to be stamped when one of them decides."""
    return f"mapping:{mapping_id}"


async def decide(unit: Unit, scene: Scene, wish: DecideMapping) -> Reply:
    """The first decision wins by one conditional update; every copy of the card is stamped through the outbox."""
    mapping = await unit.courses.get_mapping(wish.mapping)
    if mapping.requested_by == scene.person.id and wish.approve:
        raise NotAllowed(_("You can't approve your own request."), next_step=_("Ask another admin."))
    course = await apply_decision(unit, scene.person, mapping, wish, zone=scene.deployment.zone)
    if course is None and wish.approve:
        raise Conflict(_("Somebody else has decided this already."), next_step=_("`course list` shows how it stands."))
    card = decided_card(mapping, scene.person.name, approved=wish.approve)
    await _spread(unit, mapping, card, verdict_card(mapping, scene.person.name, approved=wish.approve))
    return Reply(view=card, replaces=True)


async def _spread(unit: Unit, mapping: CourseMapping, stamped: Card, verdict: Card) -> None:
    """Every admin's copy is stamped; the asker reads the verdict where they asked, else in private."""
    for post in await unit.posts.of_subject(mapping_subject(mapping.id)):
        cause = f"post:{post.id}:decided"
        reply = reply_to_json(Reply(view=stamped, replaces=True, card=cause))
        await unit.outbox.put(cause=cause, to=post.to, reply=reply, edits=post.id)
    waiting = await unit.inbox.find(f"answer:{mapping_subject(mapping.id)}:{mapping.version}")
    if waiting is not None:
        cause = f"mapping:{mapping.id}:{mapping.version}:verdict"
        reply = reply_to_json(Reply(view=verdict, replaces=True, card=cause))
        await unit.outbox.put(cause=cause, to=waiting["to"], reply=reply, card=waiting["card"])


async def apply_decision(
    unit: Unit, decider: Person | None, mapping: CourseMapping, wish: DecideMapping, *, zone: str
) -> Course | None:
    """Links the channel, makes the course where it is new, and the asker its instructor. None: too late."""
    if not wish.approve:
        refused = await unit.courses.decide_mapping(
            mapping.id, wish.version, MappingState.REFUSED, by=decider.id if decider else None, course_id=None
        )
        if not refused:
            raise Conflict(
                _("Somebody else has decided this already."), next_step=_("`course list` shows how it stands.")
            )
        return None
    course = await unit.courses.find(mapping.course_code)
    if course is None:
        course = await unit.courses.add(mapping.course_code, mapping.course_title or mapping.course_code, zone)
    won = await unit.courses.decide_mapping(
        mapping.id, wish.version, MappingState.ACTIVE, by=decider.id if decider else None, course_id=course.id
    )
    if not won:
        return None
    if mapping.requested_by is not None:
        await unit.courses.enroll(course.id, mapping.requested_by, Role.INSTRUCTOR)
    await forget_awaited(unit, replace(mapping, course_id=course.id))
    await offer_at_link(unit, course.id, mapping.id)
    detail = {"channel": mapping.channel, "platform": mapping.platform, "requested_by": mapping.requested_by}
    await unit.audit.write(decider.id if decider else None, "course map", f"course:{course.id}", detail)
    return course


def decided_card(mapping: CourseMapping, decider: str, *, approved: bool) -> Card:
    said = _("Approved by {name}") if approved else _("Refused by {name}")
    return Card(
        title=_("{code}: {decision}").format(code=mapping.course_code, decision=said.replace("{name}", decider)),
        tone=Tone.GOOD if approved else Tone.NEUTRAL,
        body=(
            Text(line=phrase("The channel stands for the course now."))
            if approved
            else Text(line=phrase("The channel stays unlinked.")),
        ),
        actions=(people_button(mapping.course_code),) if approved else (courses_button(),),
    )


def verdict_card(mapping: CourseMapping, decider: str, *, approved: bool) -> Card:
    """What the asker gets to read."""
    if not approved:
        return Card(
            title=_("Not linked: {code}").replace("{code}", mapping.course_code),
            tone=Tone.WARNING,
            body=(Text(line=phrase("{name} decided against it; ask them why.", name=decider)),),
            actions=(courses_button(), help_button("course map")),
        )
    return Card(
        title=_("This channel is {code} now").replace("{code}", mapping.course_code),
        tone=Tone.GOOD,
        body=(Text(line=phrase("{name} approved it. You are its instructor.", name=decider)),),
        actions=(Button(label=_("New class"), command=OpenScheduleForm(), style=ButtonStyle.PRIMARY),),
    )


async def unmap(unit: Unit, scene: Scene, wish: UnmapCourse) -> Reply:
    """Classes stay; only the channel stops standing for the course."""
    channel = _channel_of(scene, wish)
    mapping = await unit.courses.mapping_of(channel.platform, channel.tenant, channel.channel)
    course = scene.the_course()
    if mapping is None or mapping.course_id != course.id:
        raise NotFound(_("This channel isn't linked to {code}.").replace("{code}", course.code))
    await unit.courses.unmap(mapping.id)
    entry = await unit.audit.write(
        scene.person.id,
        "course unmap",
        f"course:{course.id}",
        {"channel": mapping.channel, "platform": mapping.platform},
        inverse=pack(MapCourse(code=course.code, channel=mapping.channel)),
        undo_until=undo_until(scene.now),
    )
    return Reply(
        view=Card(
            title=_("Unlinked from {code}").replace("{code}", course.code),
            tone=Tone.GOOD,
            body=(Text(line=phrase("Its classes stay as they are.")),),
            actions=(Button(label=_("Undo"), command=Undo(entry=entry)),),
        )
    )


async def list_courses(unit: Unit, scene: Scene, wish: ListCourses) -> Reply:
    """An admin sees every course, everybody else their own, with their role."""
    if scene.admin:
        rows = [(course, Role.ADMIN) for course in await unit.courses.all()]
    else:
        rows = list(await unit.courses.of_person(scene.person.id))
    title = _("Courses") if scene.admin else _("Your courses")
    if not rows:
        hint = (
            _('`course add CODE "title"` adds the first one.') if scene.admin else _("Ask your instructor to add you.")
        )
        said = sentence(_("There are none yet. {hint}").replace("{hint}", hint))
        way = help_button("course add") if scene.admin else help_button()
        return Reply(view=Card(title=title, body=(Text(line=said),), actions=(way,)))
    shown = rows[(wish.page - 1) * PAGE : wish.page * PAGE]
    items = tuple(
        Item(
            line=(Strong(course.code), f" {course.title}"),
            detail=(_(role.value), " · ", course.zone),
            actions=(
                classes_button(course.code),
                people_button(course.code),
            ),
        )
        for course, role in shown
    )
    count = plural("{count} course", "{count} courses", len(rows))
    more = len(rows) > wish.page * PAGE
    onward = (Button(label=_("More courses"), command=ListCourses(page=wish.page + 1)),) if more else ()
    return Reply(
        view=Card(title=title, body=(Items(items=items),), actions=onward, footnote=(count,)), replaces=wish.page > 1
    )
