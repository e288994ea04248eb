"""Both manifests against the platforms' own schemas; the files of the repository against the generator."""

import io
import json
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft7Validator

from bot.manifests import Deployment, slack_files, teams_files, zoom_files
from bot.manifests.icons import colour_icon, outline_icon
from bot.manifests.naming import LONG, NAME, SHORT, menu
from bot.manifests.slack import EVENTS, SCOPES, slack_manifest
from bot.manifests.teams import MOST_COMMANDS, teams_manifest
from bot.version import version
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.zoom.scopes import CALLS

ROOT = Path(__file__).parents[2]
SPEC = Path(os.environ.get("LECTERN_SPEC_DIR", ROOT / "../shared/spec"))
EXAMPLE = Deployment(url="https://lectern.example.edu", version=version())


def schema(name: str) -> dict[str, object]:
    file = SPEC / name
    if not file.is_file():
        pytest.skip(f"{name} is not at {SPEC}; set LECTERN_SPEC_DIR")
    return json.loads(file.read_text())


def pixels(icon: bytes) -> tuple[tuple[int, int], list[tuple[int, ...]]]:
    """Read back a PNG of ours: 8 bits, RGBA, no filter."""
    assert icon.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, colour = struct.unpack(">IIBB", icon[16:26])
    assert (depth, colour) == (8, 6)
    start = icon.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", icon[start - 8 : start - 4])
    raw = zlib.decompress(icon[start : start + length])
    line = width * 4 + 1
    rows = [raw[y * line + 1 : (y + 1) * line] for y in range(height)]
    return (width, height), [tuple(row[x : x + 4]) for row in rows for x in range(0, len(row), 4)]


@pytest.mark.spec
def test_the_slack_manifest_keeps_slacks_schema():
    errors = [
        error.message
        for error in Draft7Validator(schema("slack-manifest.schema.json")).iter_errors(slack_manifest(EXAMPLE))
    ]

    assert errors == []


@pytest.mark.spec
@pytest.mark.parametrize("modern", [True, False])
def test_the_teams_manifest_keeps_microsofts_schema(modern):
    manifest = teams_manifest(EXAMPLE, modern=modern)

    assert [
        error.message for error in Draft4Validator(schema("teams-manifest.schema.json")).iter_errors(manifest)
    ] == []


def test_every_verb_a_person_types_is_in_the_menus():
    words = {entry.word for entry in menu()}

    assert {kind.spec.name.partition(" ")[0] for kind in CATALOGUE if kind.spec.typed} - {"home"} == words
    lists = teams_manifest(EXAMPLE)["bots"][0]["commandLists"]
    assert {command["title"] for command in lists[1]["commands"]} <= words
    assert [len(one["commands"]) for one in lists[1:]] == [min(MOST_COMMANDS, len(words))]
    assert all(len(one["commands"]) <= MOST_COMMANDS for one in lists)
    assert all("help" in {command["title"] for command in one["commands"]} for one in lists)
    hint = slack_manifest(EXAMPLE)["features"]["slash_commands"][0]["usage_hint"]
    assert set(hint.split(" | ")) == {entry.word for entry in menu() if not entry.for_admins}


def test_a_channel_is_not_offered_what_is_answered_in_private_only():
    first = teams_manifest(EXAMPLE)["bots"][0]["commandLists"][0]

    assert "team" in first["scopes"]
    assert not {"connect", "status"} & {command["title"] for command in first["commands"]}


def test_the_basic_package_has_no_slash_and_no_private_answers_in_channels():
    assert "slash" in json.dumps(teams_manifest(EXAMPLE))
    assert not {"slash", "Targeted"} & set(json.dumps(teams_manifest(EXAMPLE, modern=False)).replace('"', " ").split())
    assert "supportsTargetedMessages" not in json.dumps(teams_manifest(EXAMPLE, modern=False))


def test_both_packages_are_flat_zips_and_the_same_each_time():
    files = teams_files(EXAMPLE)

    for name in ("lectern-teams.zip", "lectern-teams-basic.zip"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
            assert json.loads(archive.read("manifest.json"))["validDomains"] == ["lectern.example.edu"]
    assert teams_files(EXAMPLE) == files


def test_the_colour_icon_is_192_wide_and_drawn_to_its_edges():
    size, seen = pixels(colour_icon())

    assert size == (192, 192)
    assert {(29, 79, 145, 255), (255, 255, 255, 255), (245, 182, 66, 255)} <= set(seen)


def test_the_outline_icon_is_32_wide_and_pure_white_on_nothing():
    size, seen = pixels(outline_icon())

    assert size == (32, 32)
    assert {pixel[:3] for pixel in seen} == {(255, 255, 255)}
    assert {0, 255} <= {pixel[3] for pixel in seen}


def test_texts_fit_both_stores():
    assert len(NAME) <= 30
    assert len(SHORT) <= 80
    assert 175 <= len(LONG) <= 4000


def test_slack_is_not_asked_for_a_channels_posts():
    assert not {"channels:history", "groups:history", "mpim:history"} & set(SCOPES)
    assert not {"message.channels", "message.groups"} & set(EVENTS)


def test_addresses_follow_the_deployment():
    here = Deployment(url="https://class.uni.example", version="1.2.3", command="/kurs", teams_app_id="1" * 8)

    slack, teams = json.dumps(slack_manifest(here)), json.dumps(teams_manifest(here))
    assert "lectern.example.edu" not in slack + teams
    assert slack_manifest(here)["features"]["slash_commands"][0]["command"] == "/kurs"
    assert teams_manifest(here)["bots"][0]["botId"] == "1" * 8


def test_the_zoom_page_names_every_scope_in_both_styles():
    page = zoom_files(EXAMPLE)["zoom.md"].decode()

    for calls in CALLS.values():
        for call in calls:
            assert f"`{call.granular}`" in page
            assert f"`{call.classic[0]}`" in page


@pytest.mark.parametrize("write", [slack_files, teams_files, zoom_files])
def test_the_files_of_the_repository_are_current(write):
    """Behind? `make manifest` writes them again."""
    for name, content in write(EXAMPLE).items():
        stored = ROOT / "manifest" / name
        if name.endswith(".zip"):
            continue
        if name.endswith(".png"):
            assert pixels(stored.read_bytes()) == pixels(content)
        else:
            assert stored.read_text() == content.decode()
