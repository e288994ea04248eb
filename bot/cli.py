"""`lectern …`: each command imports what it needs, so that a short one stays quick."""

import asyncio
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zoomcore.errors import ConfigError, StorageError

WRONG_USAGE, UNAVAILABLE = 2, 3

app = typer.Typer(
    name="lectern",
    help="Runs Zoom classes from Slack and Microsoft Teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Platform(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"
    ZOOM = "zoom"


def main() -> None:
    """What a shell runs. A setting that is missing or wrong ends with 2, a database that is away with 3."""
    try:
        app()
    except ConfigError as error:
        print(error, file=sys.stderr)
        sys.exit(WRONG_USAGE)
    except StorageError as error:
        print(f"I couldn't reach the database: {error}", file=sys.stderr)
        sys.exit(UNAVAILABLE)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on", min=0, max=65535)] = 8080,
) -> None:
    """Run the bot: chats, pages and Zoom's webhooks, until it is stopped."""
    from bot.serving import serve as run

    asyncio.run(run(host=host, port=port))


@app.command()
def demo(
    *, tour: Annotated[bool, typer.Option("--tour", help="End after the guided tour, without a prompt")] = False
) -> None:
    """Show the main job over a Zoom account in memory, then let you try it."""
    from bot.demo import run

    sys.exit(asyncio.run(run(prompt=not tour and sys.stdin.isatty() and sys.stdout.isatty())))


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="What you would type after the command word")] = "",
    person: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who says it; else the first admin")] = "",
    channel: Annotated[str, typer.Option("--in", metavar="CHANNEL", help="A conversation of the terminal")] = "",
    *,
    file: Annotated[Path | None, typer.Option("--file", metavar="PATH", help="A file to hand over with it")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
) -> None:
    """Say one line and print the answer. Ends with 0 done, 1 refused or asked back, 3 Zoom or database away."""
    from bot.saying import Saying
    from bot.saying import say as run

    if not text and file is None:
        raise typer.BadParameter("Say something, or hand over a file with --file.")
    saying = Saying(text=text, person=person, channel=channel, as_json=as_json, file=file)
    sys.exit(asyncio.run(run(saying)))


@app.command()
def check() -> None:
    """Name what is missing: settings, Zoom scopes, chat tokens, database, clock. Ends with 0, 1 missing, 3 away."""
    from bot.check import run

    sys.exit(asyncio.run(run()))


@app.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from bot.config import load_settings
    from zoomcore.jobs.setup import migrate as run

    settings = load_settings()
    asyncio.run(run(settings.database_url))
    print("The database is up to date.")


@app.command()
def backup(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Everything: every course, and everybody")] = False,
    course: Annotated[str, typer.Option(help="One course, by its code, with its people")] = "",
    out: Annotated[Path, typer.Option(help="The folder to write to")] = Path(),
) -> None:
    """Write a backup to a file. Ends with 0, 2 wrong usage, 3 where database or disk fail."""
    from bot.safekeeping import back_up as run

    if everything is bool(course):
        raise typer.BadParameter("Say --all, or one course with --course CODE.")
    print(asyncio.run(run(course, out)))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `backup` has written", exists=True, dir_okay=False)],
    *,
    offline: Annotated[bool, typer.Option("--no-zoom", help="Rows alone: ask Zoom later")] = False,
) -> None:
    """Bring back what a backup holds and this database lacks. Ends with 0, 1 refused, 3 Zoom or database away."""
    from bot.safekeeping import restore as run

    sys.exit(asyncio.run(run(file, ask_zoom=not offline)))


@app.command()
def manifest(
    platform: Annotated[Platform, typer.Argument(help="What to connect")],
    url: Annotated[str, typer.Option(help="The public address; else LECTERN_PUBLIC_URL")] = "",
    out: Annotated[Path, typer.Option(help="The folder to write to")] = Path(),
) -> None:
    """Write what an admin uploads to Slack or Teams, or follows at Zoom."""
    from bot.config import load_settings
    from bot.manifests import Deployment, slack_files, teams_files, zoom_files
    from bot.manifests.naming import NO_APP
    from bot.version import version

    settings = load_settings(env_file=Path(".env"))
    address = (url or settings.public_url).rstrip("/")
    if not address.startswith("https://"):
        raise typer.BadParameter("Give the public address, with https://, as --url or LECTERN_PUBLIC_URL.")
    deployment = Deployment(
        url=address,
        version=version(),
        command=settings.command,
        teams_app_id=settings.teams_app_id or NO_APP,
    )
    writers = {Platform.SLACK: slack_files, Platform.TEAMS: teams_files, Platform.ZOOM: zoom_files}
    for name, content in writers[platform](deployment).items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(target)
    if platform is Platform.TEAMS and not settings.teams_app_id:
        print("LECTERN_TEAMS_APP_ID is not set: the package holds zeros in its place.", file=sys.stderr)


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes a free one", min=0, max=65535)] = 8090,
) -> None:
    """Run a Zoom account in memory that speaks Zoom's API, for trying things out."""
    from bot.serving import serve_sandbox

    asyncio.run(serve_sandbox(port=port))
