from datetime import UTC, datetime, timedelta

from adapters.slack.address import Sealer

NOW = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
URL = "https://hooks.slack.example/commands/T1/2/secret"


def sealer(secret="deployment secret", now=NOW):
    return Sealer(secret=secret, clock=lambda: now)


def test_a_sealed_address_can_be_opened_by_us_and_read_by_nobody():
    sealed = sealer().seal(URL)
    assert "secret" not in sealed
    assert sealer().unseal(sealed) == URL


def test_an_address_is_gone_when_slack_takes_it_no_more():
    sealed = sealer().seal(URL)
    assert sealer(now=NOW + timedelta(minutes=28)).unseal(sealed) == URL
    assert sealer(now=NOW + timedelta(minutes=30)).unseal(sealed) == ""


def test_an_address_sealed_with_another_key_or_tampered_with_is_none():
    sealed = sealer(secret="another").seal(URL)
    assert sealer().unseal(sealed) == ""
    assert sealer().unseal("no token") == ""


def test_no_address_stays_none():
    assert sealer().seal("") == ""
    assert sealer().unseal("") == ""


def test_the_secret_is_not_shown_by_repr():
    assert "deployment" not in repr(sealer())
