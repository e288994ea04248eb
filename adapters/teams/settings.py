"""What the Teams adapter is told about its registration and about the hosts it may speak to."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

#: Where Teams' service stands in the public and the government clouds
#: (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
TEAMS_HOSTS = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us",
)
_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsSettings:
    """One single-tenant registration.

    `anonymous` turns both token checks off, and then only a service on this machine is believed and answered.
    `targeted` sends private answers into the channel, to one reader; a service that does not know of it would show
    them to everybody, so it is off until the tenant is known to have it. An activity that is itself targeted proves it.
    `more_hosts` are allowed beside Teams' own: for a local connector.
    """

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    tenant_id: str = ""
    #: Tenants that may speak to the bot; empty: the home tenant alone.
    tenants: tuple[str, ...] = ()
    anonymous: bool = False
    targeted: bool = False
    openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    issuer: str = "https://api.botframework.com"
    token_url: str = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"  # noqa: S105 - an address
    scope: str = "https://api.botframework.com/.default"
    #: Spoken to where no activity has told a service: Teams' address for all regions.
    service_url: str = "https://smba.trafficmanager.net/teams/"
    more_hosts: tuple[str, ...] = ()

    @property
    def dialogs(self) -> bool:
        """The playground has no dialogs: there a form is a card with inputs."""
        return not self.anonymous

    def admits(self, tenant: str) -> bool:
        return self.anonymous or tenant in (self.tenants or (self.tenant_id,))

    def trusts(self, service: str) -> bool:
        """Whether a token may go there. Only what we know is trusted, and only over https unless it is this machine."""
        parts = urlsplit(service)
        host = parts.hostname or ""
        if host in _LOCAL_HOSTS:
            return self.anonymous or parts.netloc in self.more_hosts
        return parts.scheme == "https" and not self.anonymous and host in (*TEAMS_HOSTS, *self.more_hosts)

    def stores_files(self, url: str) -> bool:
        """Whether a file may be fetched from there or put there, without a token.

        Over https at a name, or beside a local connector; never at a bare address, nor at a short name of this network.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        if host in _LOCAL_HOSTS:
            return self.anonymous or parts.netloc in self.more_hosts
        return parts.scheme == "https" and host.rpartition(".")[2].isalpha() and "." in host
