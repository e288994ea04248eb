import pytest
from itsdangerous import URLSafeTimedSerializer

from adapters.pages.links import LIFETIME, PageLinks
from zoomcore.errors import InvalidInput, LimitReached

LINKS = PageLinks("a secret of the test", "https://lectern.example/")


def token_of(url: str) -> str:
    return url.rpartition("/")[2]


def test_a_link_gives_back_whose_it_is_and_for_which_class() -> None:
    url = LINKS.join(7, 42)
    assert url.startswith("https://lectern.example/j/")
    assert LINKS.read_join(token_of(url)) == (7, 42)


def test_a_link_works_for_every_replica_that_shares_the_secret() -> None:
    other = PageLinks("a secret of the test", "https://lectern.example")
    assert other.read_join(token_of(LINKS.join(7, 42))) == (7, 42)


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.swapcase(), lambda _: "", lambda _: "é"]
)
def test_a_link_that_was_changed_is_not_read(spoil: object) -> None:
    with pytest.raises(InvalidInput):
        LINKS.read_join(spoil(token_of(LINKS.join(7, 42))))  # type: ignore[operator]


def test_a_link_of_another_installation_or_another_kind_is_not_read() -> None:
    with pytest.raises(InvalidInput):
        LINKS.read_join(token_of(PageLinks("another", "https://x.example").join(7, 42)))
    report = URLSafeTimedSerializer("a secret of the test", salt="lectern.report").dumps([7, 42])
    with pytest.raises(InvalidInput):
        LINKS.read_join(str(report))


def test_a_link_past_its_days_is_told_apart_from_a_broken_one(monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(LINKS.join(7, 42))
    signer = type(LINKS._join.make_signer())
    signed = LINKS._join.make_signer().get_timestamp()
    later = signed + int(LIFETIME.total_seconds()) + 1
    monkeypatch.setattr(signer, "get_timestamp", lambda _: later)
    with pytest.raises(LimitReached) as caught:
        LINKS.read_join(token)
    assert "too old" in caught.value.message
