"""How Teams names things: conversations, messages, and the fields of a form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from zoomcore.chat import ConversationRef, MessageRef

PLATFORM = "teams"
#: Ids of inputs: one text, and several texts joined with commas.
FIELD = "field_"
FIELDS = "fields_"
_THREAD = ";messageid="


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What only this adapter reads of a ConversationRef: the service to speak to and Teams' own id of the user."""

    service: str = ""
    user: str = ""

    def text(self) -> str:
        return json.dumps({"service": self.service, "user": self.user}, separators=(",", ":"))


def unseal(ref: ConversationRef) -> Sealed:
    """Empty where the reference was made by the core and not by an activity."""
    if not ref.sealed:
        return Sealed()
    data = json.loads(ref.sealed)
    return Sealed(service=data["service"], user=data["user"])


def split_thread(conversation: str) -> tuple[str, str]:
    """A channel's id and the root message of the thread; the second is empty outside threads."""
    channel, _, thread = conversation.partition(_THREAD)
    return channel, thread


def spoken_to(ref: ConversationRef) -> str:
    """The conversation id to post to: the thread, where there is one."""
    return f"{ref.channel}{_THREAD}{ref.thread}" if ref.thread else ref.channel


def message_ref(*, service: str, conversation: str, activity: str, targeted: bool = False) -> MessageRef:
    data = {"service": service, "conversation": conversation, "activity": activity}
    return MessageRef(platform=PLATFORM, data=data | ({"targeted": "yes"} if targeted else {}))


def activity_path(data: Mapping[str, str]) -> str:
    """The conversation a message stands in, for edits: without its thread."""
    return split_thread(data["conversation"])[0]
