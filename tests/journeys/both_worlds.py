"""One Lectern between a Slack workspace, a Teams tenant and a Zoom account, all of it over HTTP on this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.wiring import Lectern
from tests.journeys import slack_world as slack
from tests.journeys import teams_world as teams
from tests.peers.teams import TeamsPeer


@asynccontextmanager
async def both_worlds(database_url: str) -> AsyncIterator[tuple[slack.World, teams.World]]:
    """The people of both, who are the same by their e-mails. Ada and Ana are Lectern's admins."""
    async with TeamsPeer() as peer:
        peer.join(teams.CHANNEL, *teams.EVERYBODY)

        async def beside(lectern: Lectern) -> None:
            await teams.add_teams(lectern, teams.teams_settings(peer))

        admins = ("admin@uni.example", "ana@uni.example")
        async with slack.slack_world(database_url, admins=admins, beside=beside) as here:
            yield (
                here,
                teams.World(peer=peer, sandbox=here.sandbox, lectern=here.lectern, http=here.http, url=here.url),
            )
