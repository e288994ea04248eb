"""What is shown to who decides, and keeps in the database as it was."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.licenses.choosing import DonorFacts, choose_donors
from zoomcore.domain.licenses.offers import Donor, Offer, offer_from_data, offer_of, offer_to_data
from zoomcore.domain.licenses.pool import LicenseRules, Protections, Seats, ZoomAccount

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
moments = st.none() | st.integers(1_500_000_000, 2_000_000_000).map(lambda each: datetime.fromtimestamp(each, UTC))
donors = st.builds(
    Donor,
    id=st.text(min_size=1, max_size=8),
    name=st.text(max_size=20),
    email=st.just("x@uni.example"),
    last_login=moments,
    last_hosted=moments,
    idle_since=moments,
    next_class=moments,
    addons=st.lists(st.text(max_size=8), max_size=2).map(tuple),
)
offers = st.builds(
    Offer,
    donors=st.lists(donors, max_size=3).map(tuple),
    eligible=st.integers(0, 50),
    bought=st.none() | st.integers(0, 50),
    used=st.integers(0, 50),
    checked_at=moments.filter(lambda each: each is not None),
)


@given(offers)
def test_an_offer_comes_back_as_it_was_written(offer):
    assert offer_from_data(offer_to_data(offer)) == offer


def test_an_offer_shows_the_best_with_its_facts():
    account = ZoomAccount(
        id="u1",
        email="b.ode@uni.example",
        name="B. Ode",
        type=2,
        last_login=NOW - timedelta(days=61),
        hosted_on=date(2026, 9, 10),
        read_at=NOW,
    )
    choice = choose_donors([account], DonorFacts(), LicenseRules(), Protections(), NOW)
    offer = offer_of(choice, Seats(bought=20, used=20, read_at=NOW), NOW)
    donor = offer.donor("u1")

    assert donor is not None
    assert (donor.name, donor.idle_days(NOW), offer.eligible, offer.free) == ("B. Ode", 61, 1, False)
    assert donor.last_hosted is not None
    assert donor.last_hosted.date() == date(2026, 9, 10)
    assert offer.donor("u2") is None


def test_seats_that_nobody_knows_are_not_free():
    assert Seats(bought=None, used=3, read_at=NOW).free is None
    assert Seats(bought=5, used=3, read_at=NOW).free == 2
    assert Seats(bought=5, used=7, read_at=NOW).free == 0
