"""What else is told about licenses: what goes wrong on the way, licenses that move by themselves, many at once."""

from collections.abc import Sequence
from datetime import datetime

from zoomcore.commands.wishes.licenses import OpenSweepForm, ShowLicenseHistory, ShowLicenses
from zoomcore.domain.licenses.choosing import Objection
from zoomcore.domain.licenses.requests import LicenseRequest, RequestState
from zoomcore.services.licenses.cards import again_button
from zoomcore.services.licenses.stories import LicenseStory
from zoomcore.services.licenses.words import objection_words
from zoomcore.views import Button, Card, Line, Text, Tone, When, WhenStyle
from zoomcore.views.ways import help_button, status_button
from zoomcore.wording import _, phrase, plural


def changed_note(name: str, objection: Objection | None) -> Line:
    """What stands above a new offer: why the last one came to nothing."""
    if objection is None:
        return phrase("Nothing was done: the free seat was gone when Zoom was asked again.")
    return phrase("Nothing was done: {name} {why}.", name=name, why=objection_words(objection))


def changed_card(request: LicenseRequest, donor: str, objection: Objection | None) -> Card:
    """Nothing was done; the buttons are dead, and a new offer follows."""
    return Card(
        title=_("{ref}: something has changed, looking again …").replace("{ref}", request.ref),
        tone=Tone.WORKING,
        body=(Text(line=changed_note(donor, objection)),),
    )


def owed_card(request: LicenseRequest) -> Card:
    """Somebody outside took the seat between the two halves."""
    return Card(
        title=_("{name} is without a license: somebody else took it").replace("{name}", request.donor_name),
        tone=Tone.BAD,
        body=(
            Text(
                line=phrase(
                    "I had taken {donor}'s license for {name} when Zoom ran out of them. I keep trying to give it "
                    "back; freeing a license in Zoom's portal helps.",
                    donor=request.donor_name,
                    name=request.recipient_name,
                )
            ),
        ),
        actions=(status_button(),),
        footnote=(request.ref,),
    )


def trouble_card(request: LicenseRequest, happened: str, then: str) -> Card:
    """Zoom has been away for long: nothing is lost, and I go on."""
    return Card(
        title=_("{ref}: Zoom has been away, I keep trying").replace("{ref}", request.ref),
        tone=Tone.WORKING,
        body=(Text(line=(happened, " ", then)),),
        actions=(status_button(),),
    )


def unasked_card(story: LicenseStory, happened: str, then: str) -> Card:
    """Zoom could not be read, so nobody was asked."""
    request = story.request
    return Card(
        title=_("I couldn't look for a license for {name}").replace("{name}", request.recipient_name),
        tone=Tone.BAD,
        body=(Text(line=(happened, " ", then)),),
        actions=(again_button(story), help_button("licenses request")),
        footnote=(request.ref,),
    )


def flipped_card(account_name: str, *, lost: bool, zone: str, needed_at: datetime | None) -> Card:
    """A license came or went by itself: the sign-in's own mapping is a rival, and which setting to change."""
    if lost:
        title = _("{name} has just lost a lent license").replace("{name}", account_name)
    else:
        title = _("{name}'s license came back by itself").replace("{name}", account_name)
    soon = (
        (Text(line=phrase("Their class begins {time}.", time=When(needed_at, zone, WhenStyle.FULL))),)
        if lost and needed_at is not None
        else ()
    )
    return Card(
        title=title,
        tone=Tone.BAD if lost else Tone.WARNING,
        body=(
            *soon,
            Text(
                line=phrase(
                    "Nobody moved it here. Most likely Zoom's single sign-on maps licenses at each sign-in: in Zoom's "
                    "portal, under Advanced, Single Sign-On, SAML Response Mapping, take the license type out (or "
                    "stop the SCIM job that sets it)."
                )
            ),
            *(() if lost else (Text(line=phrase("I won't propose {name} again.", name=account_name)),)),
        ),
        actions=(Button(label=_("Show the licenses"), command=ShowLicenses()),),
    )


def basic_start_card(story: LicenseStory) -> Card:
    """Three minutes before a class whose license nobody decided on: what happens if she starts anyway."""
    return Card(
        title=_("{topic} begins soon and you have no license yet").replace("{topic}", story.topic or _("Your class")),
        tone=Tone.WARNING,
        body=(
            Text(
                line=phrase(
                    "You can start it all the same: Zoom ends the meeting after 40 minutes, and everybody can come "
                    "back by the same link. There is no cloud recording. If an admin decides while you teach, the "
                    "limit goes away at once."
                )
            ),
        ),
        actions=(help_button("licenses request"),),
        footnote=(story.request.ref,),
    )


# Many at once.

_UNDER_WAY = frozenset({RequestState.APPROVED, RequestState.DONOR_LOWERED})


def progress_card(requests: Sequence[LicenseRequest]) -> Card:
    """How many are done, kept and to come, with the names of those that stayed."""
    done = [one for one in requests if one.state is RequestState.DONE]
    waiting = [one for one in requests if one.state in _UNDER_WAY]
    kept = [one for one in requests if one not in done and one not in waiting]
    title = (
        _("Taking back licenses: {done} of {all}").format(done=len(done), all=len(requests))
        if waiting
        else plural("{count} license is free now", "{count} licenses are free now", len(done))
    )
    names = ", ".join(one.donor_name for one in kept)
    body = (Text(line=phrase("Left as they are: {names}.", names=names)),) if kept else ()
    return Card(
        title=title,
        tone=Tone.WORKING if waiting else Tone.GOOD,
        body=body,
        actions=(Button(label=_("History of licenses"), command=ShowLicenseHistory()),),
    )


def proposal_card(count: int, days: int) -> Card:
    """The monthly look at idle licenses, for the admins."""
    return Card(
        title=plural(
            "{count} license has been idle for two months", "{count} licenses have been idle for two months", count
        ),
        tone=Tone.ASK,
        body=(Text(line=phrase("Look through them: what you leave ticked is taken back with one press.")),),
        actions=(
            Button(label=_("Look through them"), command=OpenSweepForm(days=days)),
            Button(label=_("Show the licenses"), command=ShowLicenses()),
        ),
    )
