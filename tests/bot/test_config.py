from pathlib import Path

import pytest

from bot.config import Settings, load_settings, variable
from zoomcore.errors import ConfigError

ZOOM = {
    "LECTERN_ZOOM_ACCOUNT_ID": "account",
    "LECTERN_ZOOM_CLIENT_ID": "client",
    "LECTERN_ZOOM_CLIENT_SECRET": "zoom-client-secret",
}
KEY = "0123456789abcdef0123456789abcdef"


def given(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_settings(env_file=None)


def complaints(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        given(monkeypatch, values)
    return str(caught.value).splitlines()


def test_nothing_set_is_a_sqlite_file_with_every_platform_off(monkeypatch):
    settings = given(monkeypatch, {})

    assert settings.database_url == "sqlite:///lectern.db"
    assert (settings.has_zoom, settings.has_slack, settings.has_teams) == (False, False, False)


def test_every_wrong_name_is_told_at_once(monkeypatch):
    told = complaints(
        monkeypatch,
        {
            "LECTERN_TIMEZONE": "Madrid",
            "LECTERN_PUBLIC_URL": "http://lectern.example.edu",
            "LECTERN_SECRET_KEY": "short",
            "LECTERN_MAPPING_POLICY": "maybe",
            "LECTERN_COMMAND": "class",
            "LECTERN_DATABASE_URL": "mysql://x",
            "LECTERN_TEAMS_ANONYMOUS": "perhaps",
            "LECTERN_ZOOM_CLINET_ID": "typo",
        },
    )

    assert [line.split()[0] for line in sorted(told)] == [
        "LECTERN_COMMAND",
        "LECTERN_DATABASE_URL",
        "LECTERN_MAPPING_POLICY",
        "LECTERN_PUBLIC_URL",
        "LECTERN_SECRET_KEY",
        "LECTERN_TEAMS_ANONYMOUS",
        "LECTERN_TIMEZONE",
        "LECTERN_ZOOM_CLINET_ID",
    ]


def test_a_platform_that_was_begun_names_all_it_lacks(monkeypatch):
    told = complaints(monkeypatch, {"LECTERN_ZOOM_ACCOUNT_ID": "a", "LECTERN_SLACK_BOT_TOKEN": "xoxb-1"})

    assert [line.split()[0] for line in told] == [
        "LECTERN_ZOOM_CLIENT_ID",
        "LECTERN_ZOOM_CLIENT_SECRET",
        "LECTERN_SLACK_SIGNING_SECRET",
    ]


def test_a_public_address_needs_a_key_that_signs(monkeypatch):
    (told,) = complaints(monkeypatch, {"LECTERN_PUBLIC_URL": "https://lectern.example.edu"})

    assert told.startswith("LECTERN_SECRET_KEY is missing")


def test_a_misspelt_name_is_met_with_the_right_one(monkeypatch):
    (told,) = complaints(monkeypatch, {"LECTERN_ZOOM_CLINET_SECRET": "x"})

    assert "did you mean LECTERN_ZOOM_CLIENT_SECRET?" in told


def test_names_of_the_tests_are_let_be(monkeypatch):
    given(monkeypatch, {"LECTERN_TEST_DATABASE_URL": "x", "LECTERN_SPEC_DIR": "y"})


def test_what_a_command_cannot_do_without_is_told_with_the_rest(monkeypatch):
    with pytest.raises(ConfigError, match="LECTERN_ZOOM_ACCOUNT_ID is missing: From the Server"):
        load_settings(env_file=None, demands=("zoom_account_id",))


def test_a_dotenv_file_is_read_and_the_environment_wins(monkeypatch, tmp_path: Path):
    file = tmp_path / "settings"
    file.write_text("LECTERN_TIMEZONE=Europe/Madrid\nLECTERN_COMMAND=/kurs\nLECTERN_TIMEZON=x\n")
    monkeypatch.setenv("LECTERN_COMMAND", "/clase")

    with pytest.raises(ConfigError, match="did you mean LECTERN_TIMEZONE"):
        load_settings(env_file=file)
    file.write_text("LECTERN_TIMEZONE=Europe/Madrid\nLECTERN_COMMAND=/kurs\n")
    settings = load_settings(env_file=file)

    assert (settings.timezone, settings.command) == ("Europe/Madrid", "/clase")


def test_a_database_is_named_as_its_own_people_do(monkeypatch):
    assert given(monkeypatch, {"LECTERN_DATABASE_URL": "postgres://db/x"}).database_url == "postgresql://db/x"


def test_lists_take_commas_and_blanks(monkeypatch):
    settings = given(monkeypatch, {"LECTERN_ADMINS": "ada@uni.example, U0ADA  bo@uni.example"})

    assert settings.admins == ("ada@uni.example", "U0ADA", "bo@uni.example")


def test_settings_cannot_be_changed_and_do_not_show_their_secrets(monkeypatch):
    settings = given(monkeypatch, {**ZOOM, "LECTERN_SECRET_KEY": KEY})

    assert KEY not in repr(settings)
    assert "zoom-client-secret" not in repr(settings)
    assert set(settings.secrets()) == {KEY, "zoom-client-secret"}
    with pytest.raises(ValueError, match="frozen"):
        settings.command = "/other"  # type: ignore[misc]


def test_a_wrong_secret_is_not_repeated_in_the_complaint(monkeypatch):
    told = complaints(monkeypatch, {"LECTERN_SECRET_KEY": "hush-hush"})

    assert "hush-hush" not in "".join(told)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/", "http://localhost:1", "https://lectern.example.edu"])
def test_plain_http_is_for_this_machine_alone(monkeypatch, address):
    settings = given(monkeypatch, {"LECTERN_PUBLIC_URL": address, "LECTERN_SECRET_KEY": KEY})

    assert settings.public_url == address.rstrip("/")


def test_every_setting_is_described():
    assert [variable(name) for name, field in Settings.model_fields.items() if not field.description] == []
