"""What admins, the asker and the donor are shown of a request."""

from datetime import datetime
from zoneinfo import ZoneInfo

from zoomcore.commands.wishes.licenses import (
    AskLicenseBack,
    DecideLicense,
    OpenRefuseForm,
    PostponeLicense,
    RequestLicense,
    ShowLicenseHistory,
    ShowLicenses,
    TakeBackLicense,
)
from zoomcore.domain.licenses.offers import Donor, Offer
from zoomcore.domain.licenses.requests import LicenseRequest, RequestState
from zoomcore.services.licenses.stories import LicenseStory
from zoomcore.services.licenses.words import end_title, idle_words, outcome_words, reason_words
from zoomcore.views import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Confirm,
    Facts,
    Item,
    Items,
    Line,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase, plural


def request_title(story: LicenseStory) -> str:
    """The decision in one line, for a phone that shows no more: "Ana needs a license; lend B. Ode's, idle 61 days?"."""
    request, offer = story.request, story.request.offer
    need = _need(story)
    donor = offer.donor(request.donor) if offer and request.donor else None
    if donor is None:
        return _("{need}; a seat is free: give it?").replace("{need}", need)
    return _("{need}; lend {name}'s, {idle}, {classes}?").format(
        need=need, name=donor.name, idle=idle_words(donor.idle_days(story.now)), classes=_no_class(donor, story.now)
    )


def _need(story: LicenseStory) -> str:
    request = story.request
    if story.topic and request.needed_at is not None:
        return _("{name} needs a license for {topic} at {time}").format(
            name=request.recipient_name, topic=story.topic, time=clock_time(request.needed_at, story)
        )
    if why := reason_words(request):
        return _("{name} needs a license ({reason})").format(name=request.recipient_name, reason=why)
    return _("{name} needs a license").replace("{name}", request.recipient_name)


def clock_time(moment: datetime, story: LicenseStory) -> str:
    """The hour in the house's own zone; with the weekday where it is not today."""
    local = moment.astimezone(ZoneInfo(story.zone))
    today = local.date() == story.now.astimezone(ZoneInfo(story.zone)).date()
    return f"{local:%H:%M}" if today else f"{local:%a %H:%M}"


def _no_class(donor: Donor, now: datetime) -> str:
    if donor.next_class is None:
        return _("no class to come")
    return plural("no class for {count} day", "no class for {count} days", max((donor.next_class - now).days, 0))


def request_card(story: LicenseStory) -> Card:
    """For whoever decides: the buttons first, then the facts, each with its moment."""
    request, offer = story.request, story.request.offer
    body: list[Block] = [Items(items=(Item(line=_asked_by(story), actions=_decisions(story)),))]
    if story.first_yes:
        body.append(Text(line=phrase("{name} said yes; one more admin has to approve it.", name=story.first_yes)))
    if offer is not None:
        body.append(Facts(rows=_facts(story, offer)))
        body += _alternatives(story, offer)
    expires = When(request.expires_at, story.zone, WhenStyle.TIME)
    return Card(
        title=request_title(story),
        tone=Tone.ASK,
        body=tuple(body),
        footnote=phrase("{ref}, open until {time}", ref=request.ref, time=expires),
    )


def _asked_by(story: LicenseStory) -> Line:
    request = story.request
    if not story.asker:
        return phrase("Asked by Lectern itself: a Basic host can't hold this class whole.")
    if why := reason_words(request):
        return phrase("Asked by {name}: {reason}", name=story.asker, reason=why)
    return phrase("Asked by {name}.", name=story.asker)


def _decisions(story: LicenseStory) -> tuple[Action, ...]:
    request = story.request
    number, version = request.id, request.version
    approve = DecideLicense(request=number, version=version, approve=True, donor=request.donor)
    refuse = OpenRefuseForm(request=number, version=version)
    swap = Confirm(
        title=_("Lend a license"),
        question=_("{donor} goes down to Basic, {name} gets the license.").format(
            donor=request.donor_name, name=request.recipient_name
        ),
        yes=_("Lend it"),
    )
    return (
        Button(
            label=_("Approve for {name}").replace("{name}", request.recipient_name),
            command=approve,
            style=ButtonStyle.PRIMARY,
            confirm=swap if request.donor else None,
        ),
        Button(label=_("Refuse {ref}").replace("{ref}", request.ref), command=refuse, style=ButtonStyle.DANGER),
        Button(label=_("Wait an hour"), command=PostponeLicense(request=number, version=version)),
    )


def _facts(story: LicenseStory, offer: Offer) -> tuple[tuple[str, Line], ...]:
    checked = When(offer.checked_at, story.zone, WhenStyle.TIME)
    rows: list[tuple[str, Line]] = [(_("Licenses"), seats_line(offer))]
    donor = offer.donor(story.request.donor)
    if donor is not None:
        rows += [
            (_("Lent by"), (donor.name,)),
            (_("Last sign-in"), _moment(donor.last_login, story)),
            (_("Last hosted"), _moment(donor.last_hosted, story)),
            (_("In a class now"), phrase("no, checked at {time}", time=checked)),
            (_("Next class"), _moment(donor.next_class, story)),
            (_("Why this one"), (why_this_one(offer),)),
            (_("What {name} loses").replace("{name}", donor.name), (what_is_lost(donor),)),
        ]
    return tuple(rows)


def seats_line(offer: Offer) -> Line:
    if offer.bought is None:
        return phrase("{used} in use; how many were bought is not known", used=str(offer.used))
    return phrase("{used} of {bought} in use", used=str(offer.used), bought=str(offer.bought))


def why_this_one(offer: Offer) -> str:
    return plural("the only one who may lend", "the longest unseen of {count} who may lend", offer.eligible)


def what_is_lost(donor: Donor) -> str:
    lost = _("meetings end after 40 minutes, no cloud recording; recordings stay")
    return _("{lost}; {addons}").format(lost=lost, addons=", ".join(donor.addons)) if donor.addons else lost


def _moment(moment: datetime | None, story: LicenseStory) -> Line:
    return (_("none known"),) if moment is None else (When(moment, story.zone, WhenStyle.DAY),)


def _alternatives(story: LicenseStory, offer: Offer) -> list[Block]:
    request = story.request
    others = [donor for donor in offer.donors if donor.id != request.donor]
    if not others:
        return []
    items = tuple(
        Item(
            line=(donor.name,),
            detail=(idle_words(donor.idle_days(story.now)), ", ", _no_class(donor, story.now)),
            actions=(
                Button(
                    label=_("Lend {name}'s").replace("{name}", donor.name),
                    command=DecideLicense(request=request.id, version=request.version, approve=True, donor=donor.id),
                ),
            ),
        )
        for donor in others
    )
    return [Items(items=items, heading=(_("Or"),))]


# After the decision.


def working_card(request: LicenseRequest, decider: str) -> Card:
    return Card(
        title=_("{ref}: approved by {name}, asking Zoom …").format(ref=request.ref, name=decider), tone=Tone.WORKING
    )


def ended_card(story: LicenseStory) -> Card:
    """What every copy of the admins' card says in the end, with Undo as long as it may be pressed."""
    request = story.request
    done = request.state is RequestState.DONE
    undo: tuple[Action, ...] = ()
    if done:
        undo = (
            Button(label=_("Undo {ref}").replace("{ref}", request.ref), command=TakeBackLicense(request=request.id)),
        )
    body: list[Block] = [Text(line=(outcome_words(request),))]
    if story.decider and request.decided_at is not None:
        decided = When(request.decided_at, story.zone, WhenStyle.FULL)
        body.append(Text(line=phrase("Decided by {name}, {time}.", name=story.decider, time=decided), quiet=True))
    tones = {RequestState.DONE: Tone.GOOD, RequestState.STRANDED: Tone.BAD, RequestState.ROLLED_BACK: Tone.WARNING}
    return Card(
        title=end_title(request),
        tone=tones.get(request.state, Tone.NEUTRAL),
        body=tuple(body),
        actions=(*undo, Button(label=_("History of licenses"), command=ShowLicenseHistory())),
        footnote=(request.ref,),
    )


def waiting_card(story: LicenseStory) -> Card:
    """For the asker, while the admins are asked."""
    expires = When(story.request.expires_at, story.zone, WhenStyle.TIME)
    return Card(
        title=_("The admins are asked for a license for {name}").replace("{name}", story.request.recipient_name),
        body=(Text(line=phrase("This card changes when one of them has decided, until {time}.", time=expires)),),
        actions=(help_button("licenses request"),),
        footnote=(story.request.ref,),
    )


def asker_card(story: LicenseStory) -> Card:
    """For the asker, in the end."""
    request = story.request
    good = request.state is RequestState.DONE
    body: list[Block] = [Text(line=(outcome_words(request),))]
    if good and request.until is not None:
        body.append(Text(line=phrase("It goes back {time}.", time=When(request.until, story.zone, WhenStyle.FULL))))
    if request.state is RequestState.REFUSED and (asked := reason_words(request)):
        body.append(Text(line=phrase("You had asked: {reason}", reason=asked), quiet=True))
    return Card(
        title=end_title(request),
        tone=Tone.GOOD if good else Tone.WARNING,
        body=tuple(body),
        actions=() if good else (again_button(story), help_button("licenses request")),
        footnote=(request.ref,),
    )


def again_button(story: LicenseStory) -> Button:
    """The same request once more, for the same person."""
    request = story.request
    wish = RequestLicense(who=story.other, reason=reason_words(request), meeting=request.meeting_id)
    return Button(label=_("Ask again"), command=wish)


def donor_card(story: LicenseStory) -> Card:
    """For who lent it: kindly, with what it means and one tap to ask for it back."""
    request = story.request
    return Card(
        title=_("Your Zoom license is lent to {name}").replace("{name}", request.recipient_name),
        body=(
            Text(
                line=phrase(
                    "You had not used it for a while, and {name} needs one. Your classes and recordings stay; until it "
                    "is back your meetings end after 40 minutes.",
                    name=request.recipient_name,
                )
            ),
        ),
        actions=(
            Button(label=_("Ask for it back"), command=AskLicenseBack(request=request.id), style=ButtonStyle.PRIMARY),
        ),
        footnote=(request.ref,),
    )


def nobody_card(story: LicenseStory, reasons: tuple[str, ...]) -> Card:
    """Every license is needed where it is."""
    request = story.request
    rows = tuple(Text(line=(reason,), quiet=True) for reason in reasons)
    return Card(
        title=_("Nobody can lend {name} a license").replace("{name}", request.recipient_name),
        tone=Tone.WARNING,
        body=(
            Text(line=phrase("All licenses are in use, and none may be taken just now.")),
            *rows,
        ),
        actions=(Button(label=_("Show the licenses"), command=ShowLicenses()), help_button("licenses request")),
        footnote=(request.ref,),
    )
