"""How Teams names things: conversations, messages, and the fields of a form."""

import json
from dataclasses import asdict, dataclass

from zoomcore.chat import ConversationRef, MessageRef

PLATFORM = "teams"
#: Ids of inputs: one text, and several texts joined with commas.
FIELD = "field_"
FIELDS = "fields_"
#: Accounts picked from the school's directory, joined with commas.
PEOPLE = "people_"
#: Beside a form's fields: it is asked for anew, nothing is done yet.
RESHAPE = "reshape"
_THREAD = ";messageid="
#: How the ids of channels end, and those of chats do not ("@thread.v2", "@unq.gbl.spaces").
_CHANNEL = ("@thread.tacv2", "@thread.skype")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What only this adapter reads of a ConversationRef.

    The service to speak to, Teams' own id of the user, how that user reads (zone, locale), and whether they wrote in
    a message that only the bot saw. Nothing of it is secret.
    """

    service: str = ""
    user: str = ""
    zone: str = ""
    locale: str = ""
    targeted: bool = False

    def text(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))


def unseal(ref: ConversationRef) -> Sealed:
    """Empty where the reference was made by the core and not by an activity."""
    return Sealed(**json.loads(ref.sealed)) if ref.sealed else Sealed()


def split_thread(conversation: str) -> tuple[str, str]:
    """A channel's id and the root message of the thread; the second is empty outside threads."""
    channel, _, thread = conversation.partition(_THREAD)
    return channel, thread


def thread_of(conversation: str, activity: str) -> str:
    """The root message of the thread under a post; empty in chats, which have no threads."""
    return activity if conversation.endswith(_CHANNEL) else ""


def spoken_to(ref: ConversationRef) -> str:
    """The conversation id to post to: the thread, where there is one."""
    return f"{ref.channel}{_THREAD}{ref.thread}" if ref.thread else ref.channel


def message_ref(reader: Sealed, *, conversation: str, activity: str, targeted: bool = False) -> MessageRef:
    """What an edit needs to know, in a form that is stored. An edit names the channel, not the thread."""
    data = {"service": reader.service, "conversation": split_thread(conversation)[0], "activity": activity}
    more = {"zone": reader.zone, "locale": reader.locale, "targeted": "yes" if targeted else ""}
    return MessageRef(platform=PLATFORM, data=data | {name: value for name, value in more.items() if value})
