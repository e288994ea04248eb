"""Who and where somebody is on the terminal. A person is their e-mail; a channel is whatever name was given."""

from dataclasses import dataclass

from zoomcore.chat import ConversationRef, Sender

PLATFORM = "terminal"
TENANT = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody at the keyboard. Without a `channel` they write to Lectern alone, as in a direct chat.

    The terminal is a home workspace: whoever may run the program may already read its database.
    """

    email: str
    channel: str = ""
    name: str = ""
    zone: str = ""
    locale: str = ""

    def sender(self) -> Sender:
        email = self.email.strip().lower()
        return Sender(
            platform=PLATFORM,
            tenant=TENANT,
            user_id=email,
            name=self.name or name_of(email),
            email=email,
            zone=self.zone,
            locale=self.locale,
            home=True,
        )

    def conversation(self) -> ConversationRef:
        return conversation(channel=self.channel, user="" if self.channel else self.sender().user_id)

    def answer(self) -> ConversationRef:
        """To this person alone, inside the channel they write in."""
        return conversation(channel=self.channel, user=self.sender().user_id)


def conversation(*, channel: str = "", user: str = "") -> ConversationRef:
    return ConversationRef(
        platform=PLATFORM, tenant=TENANT, channel=channel, user=user, direct=not channel, name=channel and f"#{channel}"
    )


def name_of(email: str) -> str:
    """Guess a name to show from an e-mail: "ana.ruiz@uni.example" is Ana Ruiz."""
    words = email.partition("@")[0].replace(".", " ").replace("_", " ").split()
    return " ".join(word.capitalize() for word in words) or email
