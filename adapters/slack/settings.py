"""What the Slack adapter must be told."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """`secret_key` is the deployment's; the key that seals response_urls is derived from it.

    `home_teams` empty: the bot token's own workspace is the home.
    """

    signing_secret: str = field(repr=False)
    bot_token: str = field(repr=False)
    secret_key: str = field(repr=False)
    api_url: str = "https://slack.com/api/"
    home_teams: frozenset[str] = frozenset()
