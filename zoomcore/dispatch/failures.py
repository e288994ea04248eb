"""Errors, translated once, at the edge: into a card that says what happened and what to do next."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace

from zoomcore.commands.outcome import NotUnderstood
from zoomcore.commands.sentences import in_words
from zoomcore.errors import InvalidInput, NotAllowed, StorageError, UserError, ZoomError
from zoomcore.views import Button, Card, Field, FieldKind, Form, FormError, Reply, Text, Tone, sentence
from zoomcore.views.filling import FormInvalid
from zoomcore.views.ways import help_button, ways_in
from zoomcore.wording import _, phrase
from zoomcore.zoom.refusals import explain

logger = logging.getLogger(__name__)


def user_error(error: UserError, verb: str = "") -> Reply:
    """With its choices as buttons; where it has none, with the ways on that it names, and help on the verb."""
    choices = error.choices if isinstance(error, NotUnderstood) else ()
    error = in_words(error)
    body = (Text(line=sentence(error.next_step)),) if error.next_step else ()
    # Who may not do it is helped by what they may.
    about = "" if isinstance(error, NotAllowed) else verb
    chosen = tuple(Button(label=one.label, command=one.command) for one in choices)
    return Reply(
        view=Card(
            title=error.message,
            tone=Tone.ASK if choices else Tone.BAD,
            body=body,
            actions=chosen or (*ways_in(error.next_step), help_button(about)),
        )
    )


def zoom_error(error: ZoomError, verb: str = "") -> Reply:
    happened, then = explain(error)
    logger.warning("zoom refused", extra={"status": error.status, "code": error.code})
    body = (Text(line=sentence(then)),) if then else ()
    return Reply(view=Card(title=happened, tone=Tone.BAD, body=body, actions=(help_button(verb),)), outage=True)


def storage_error(error: StorageError) -> Reply:
    logger.error("database away", exc_info=error)
    body = (Text(line=phrase("Nothing was changed. Please try again in a minute.")),)
    title = _("I can't reach my memory right now")
    return Reply(view=Card(title=title, tone=Tone.BAD, body=body, actions=(help_button(),)), outage=True)


def unexpected(error: Exception) -> Reply:
    incident = secrets.token_hex(4)
    logger.error("unexpected error %s", incident, exc_info=error)
    body = (
        Text(
            line=phrase(
                "Nothing was changed. If it happens again, tell an admin the number {incident}.", incident=incident
            )
        ),
    )
    title = _("Something went wrong on my side")
    return Reply(view=Card(title=title, tone=Tone.BAD, body=body, actions=(help_button(),)))


def again(form: Form, values: Mapping[str, str | tuple[str, ...]], error: InvalidInput) -> Reply:
    """The form as it was sent, with each sentence beside its field."""
    errors = (
        error.errors if isinstance(error, FormInvalid) else (FormError(message=_sentence(error), field=error.field),)
    )
    return Reply(view=replace(as_sent(form, values), errors=errors))


def as_sent(form: Form, values: Mapping[str, str | tuple[str, ...]]) -> Form:
    """Filled with what was sent, also where it could not be read."""
    fields = tuple(_as_sent(one, values[one.name]) if one.name in values else one for one in form.fields)
    return replace(form, fields=fields)


def _sentence(error: InvalidInput) -> str:
    said = in_words(error)
    return f"{said.message} {said.next_step}".strip()


def _as_sent(field: Field, value: str | tuple[str, ...]) -> Field:
    many = (value,) if isinstance(value, str) else value
    if field.kind is FieldKind.CHOICES:
        return replace(field, values=tuple(one for one in many if one))
    return replace(field, value=",".join(many))
