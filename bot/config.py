"""The environment, or a `.env` file, read once into one frozen value. Every missing or wrong name is told at once."""

import os
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from zoomcore.errors import ConfigError

PREFIX = "LECTERN_"
#: Names with our prefix that belong to the tests, not to the application.
_TEST_NAMES = ("LECTERN_TEST_", "LECTERN_SPEC_DIR", "LECTERN_BENCH_")
_SECRET_LENGTH = 32
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

Words = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """Each attribute is read from `LECTERN_` and its name in capitals; its description is what the README prints."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = Field("sqlite:///lectern.db", description="A SQLite file, or `postgresql://…` for replicas")
    public_url: str = Field("", description="Where the world reaches `lectern serve`, with https")
    secret_key: SecretStr = Field(SecretStr(""), description="Signs links and seals addresses: 32 characters or more")
    admins: Words = Field((), description="E-mails and platform ids of the first admins, with commas between")
    timezone: str = Field("UTC", description="The zone of courses and people who named none, like `Europe/Madrid`")
    command: str = Field("/class", description="Slack's slash command")
    mapping_policy: Literal["approve", "self-service"] = Field(
        "approve",
        description="`approve`: an admin agrees to a channel's link; `self-service`: licensed hosts need not ask",
    )
    retention_months: int = Field(
        15, ge=1, le=120, description="For so many months Zoom's rows about people are kept; then a class is frozen"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least that is logged")
    metrics_token: SecretStr = Field(SecretStr(""), description="When set, `/metrics` asks for it as a bearer token")

    zoom_account_id: str = Field("", description="From the Server-to-Server OAuth app")
    zoom_client_id: str = Field("", description="From the same page")
    zoom_client_secret: SecretStr = Field(SecretStr(""), description="From the same page")
    zoom_webhook_secret: SecretStr = Field(SecretStr(""), description="The app's Secret Token, which signs webhooks")
    zoom_plan: Literal["free", "pro", "business"] = Field("pro", description="Sets Zoom's rate limits")
    zoom_api_url: str = Field("", description="Zoom's API with its version path; empty: what Zoom's token says")
    zoom_groups: Words = Field(
        (), description="Names of Zoom groups, with commas: nobody else hosts, lends or gets a license"
    )
    zoom_oauth_url: str = Field("https://zoom.us/oauth/token", description="Zoom's token address")

    slack_signing_secret: SecretStr = Field(SecretStr(""), description="Basic Information → App Credentials")
    slack_bot_token: SecretStr = Field(SecretStr(""), description="`xoxb-…`, after installing to the workspace")
    slack_team_ids: Words = Field((), description="Home workspaces (`T…`); empty: the bot token's own")
    slack_api_url: str = Field("https://slack.com/api/", description="Slack's Web API")

    teams_app_id: str = Field("", description="The bot's Microsoft App ID")
    teams_app_password: SecretStr = Field(SecretStr(""), description="Its client secret")
    teams_tenant_id: str = Field("", description="The home tenant")
    teams_anonymous: bool = Field(
        False, description="Skips Teams' token check: for a local playground, never in public"
    )

    teams_targeted: bool = Field(
        False, description="Private answers inside Teams channels, where the tenant's clients know them"
    )

    @field_validator("admins", "slack_team_ids", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("zoom_groups", mode="before")
    @classmethod
    def _split_names(cls, value: Any) -> Any:
        """Names of groups hold blanks."""
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("must be a zone like Europe/Madrid") from error
        return value

    @field_validator("public_url", "zoom_api_url", "zoom_oauth_url", "slack_api_url")
    @classmethod
    def _safe_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (not parts.hostname or parts.scheme not in {"http", "https"}):
            raise ValueError("must be an address like https://lectern.example.edu")
        if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
            raise ValueError("must begin with https://, because secrets travel over it")
        return value

    @field_validator("public_url")
    @classmethod
    def _no_last_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        scheme, colon, rest = value.partition("://")
        kind = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}.get(scheme.partition("+")[0])
        if kind is None or not colon:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return f"{kind}://{rest}"

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if value and len(value.get_secret_value()) < _SECRET_LENGTH:
            raise ValueError(f"must have {_SECRET_LENGTH} characters or more; try: openssl rand -hex 32")
        return value

    @field_validator("command")
    @classmethod
    def _slash_command(cls, value: str) -> str:
        # Slack's limit: 32 characters, lower case, without spaces.
        word = value.removeprefix("/")
        if value == word or not word.replace("-", "").replace("_", "").isalnum() or value != value.lower():
            raise ValueError("must be one word after a slash, in lower case, like /class")
        return value

    @property
    def has_zoom(self) -> bool:
        return bool(self.zoom_account_id)

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_bot_token)

    @property
    def has_teams(self) -> bool:
        return bool(self.teams_app_id) or self.teams_anonymous

    def secrets(self) -> tuple[str, ...]:
        """Every secret in clear, for the log's redaction alone."""
        held = (getattr(self, name) for name in type(self).model_fields)
        return tuple(one.get_secret_value() for one in held if isinstance(one, SecretStr) and one)

    def missing(self) -> tuple[str, ...]:
        """Names without which a platform that was begun, or the public address, cannot work."""
        groups: list[tuple[str, ...]] = [
            ("zoom_account_id", "zoom_client_id", "zoom_client_secret"),
            ("slack_signing_secret", "slack_bot_token"),
        ]
        if not self.teams_anonymous:
            groups.append(("teams_app_id", "teams_app_password", "teams_tenant_id"))
        if self.public_url:
            groups.append(("public_url", "secret_key"))
        return tuple(name for group in groups for name in self._absent(group))

    def _absent(self, group: tuple[str, ...]) -> list[str]:
        absent = [name for name in group if not getattr(self, name)]
        return absent if len(absent) < len(group) else []


def load_settings(*, env_file: Path | None = Path(".env"), demands: Sequence[str] = ()) -> Settings:
    """The settings of this process. Raises ConfigError with one sentence for each name that is missing or wrong.

    `demands` are attributes the caller cannot do without.
    """
    complaints = [*_unknown(_names_given(env_file))]
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # the base's own keyword
    except ValidationError as error:
        raise ConfigError("\n".join([*_wrong(error), *complaints])) from error
    absent = [name for name in demands if not getattr(settings, name)]
    complaints += [describe_missing(name) for name in dict.fromkeys([*settings.missing(), *absent])]
    if complaints:
        raise ConfigError("\n".join(complaints))
    return settings


def variable(name: str) -> str:
    """Give the environment's name for an attribute."""
    return PREFIX + name.upper()


def describe_missing(name: str) -> str:
    return f"{variable(name)} is missing: {Settings.model_fields[name].description}."


def _names_given(env_file: Path | None) -> Mapping[str, Any]:
    written = dotenv_values(env_file) if env_file is not None and env_file.is_file() else {}
    return {**written, **os.environ}


def _unknown(given: Iterable[str]) -> list[str]:
    """A name with our prefix that nothing reads is a slip of the pen, and would be missed silently."""
    known = {variable(name) for name in Settings.model_fields}
    strange = sorted(name for name in given if name.upper().startswith(PREFIX) and name.upper() not in known)
    return [_suggest(name, known) for name in strange if not name.upper().startswith(_TEST_NAMES)]


def _suggest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name.upper(), known, n=1)
    return f"{name} is not a setting of Lectern" + (f"; did you mean {near[0]}?" if near else ".")


def _wrong(error: ValidationError) -> list[str]:
    return [f"{variable(str(one['loc'][0]))} {_sentence(one)}." for one in error.errors(include_url=False)]


def _sentence(problem: Any) -> str:
    """The validator's own words; for pydantic's own checks, what would be right."""
    match problem["type"]:
        case "value_error":
            return str(problem["ctx"]["error"])
        case "literal_error":
            return f"must be {problem['ctx']['expected'].replace(chr(39), '')}"
        case "bool_parsing":
            return "must be true or false"
        case _:
            return f"cannot be read: {problem['msg'].lower()}"
