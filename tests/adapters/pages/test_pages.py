from datetime import timedelta

import pytest

from adapters.pages.links import PageLinks
from tests.adapters.pages.desk import CANCELLED, ENDED, NOW, OPEN, ZOOM, Desk, browser, early
from tests.catalogue import CATALOGUE
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import FollowJoinLink, JoinMeeting, OpenJoinPage
from zoomcore.errors import StorageError
from zoomcore.views import (
    Button,
    Card,
    Code,
    Document,
    Form,
    Item,
    Items,
    Link,
    Mention,
    OpenUrl,
    Picture,
    Strong,
    Table,
    Text,
    Tone,
    View,
)
from zoomcore.wording import _, speaking


async def get(desk: Desk, **headers: str) -> tuple[int, str]:
    async with browser(desk) as client, client.get(desk.url, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_fifty_scanners_ask_only_to_look() -> None:
    desk = Desk()
    async with browser(desk) as client:
        for index in range(50):
            method = client.head if index % 2 else client.get
            async with method(desk.url, headers={"User-Agent": "LinkScanner/1.0"}) as answer:
                assert answer.status == 200
    assert desk.commands == [OpenJoinPage(occurrence=42)] * 50


async def test_the_page_asks_in_the_name_of_the_person_the_link_was_made_for() -> None:
    desk = Desk()
    await get(desk)
    sender = desk.requests[0].sender
    assert (sender.platform, sender.tenant, sender.user_id) == ("page", "", "7")
    assert (desk.requests[0].delivery, desk.requests[0].kept) == ("", False)


async def test_an_open_class_offers_one_button_that_names_the_person() -> None:
    status, text = await get(Desk(OPEN))
    assert status == 200
    assert '<form method="post"><button class="button primary">Join as Bo Chen</button></form>' in text
    assert "Not you?" in text


async def test_pressing_join_records_the_click_and_goes_on_to_zoom_without_a_referrer() -> None:
    desk = Desk()
    async with (
        browser(desk) as client,
        client.post(desk.url, allow_redirects=False, headers={"Sec-Fetch-Site": "same-origin"}) as answer,
    ):
        assert (answer.status, answer.headers["Location"]) == (303, ZOOM)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert desk.commands == [FollowJoinLink(occurrence=42)]


async def test_before_it_opens_the_page_counts_down_and_says_when_in_words() -> None:
    status, text = await get(Desk(early(NOW + timedelta(minutes=15))))
    assert status == 200
    assert 'data-seconds="900"' in text
    assert "Tue 1 Dec 2026, 14:45 CET (UTC+1)" in text
    assert "<button" not in text
    assert "Look again" in text
    assert "http-equiv" not in text


async def test_a_countdown_never_runs_below_zero() -> None:
    _, text = await get(Desk(early(NOW - timedelta(seconds=5))))
    assert 'data-seconds="0"' in text


@pytest.mark.parametrize("card", [ENDED, CANCELLED])
async def test_a_class_that_is_over_or_cancelled_says_so_and_offers_no_button(card: Card) -> None:
    status, text = await get(Desk(card))
    assert status == 200
    assert card.title in text
    assert "<button" not in text
    assert "Not you?" not in text


async def test_a_press_that_comes_too_early_shows_the_waiting_page_again() -> None:
    desk = Desk(follow=early(NOW + timedelta(minutes=15)))
    async with browser(desk) as client, client.post(desk.url) as answer:
        assert answer.status == 200
        assert 'data-seconds="900"' in await answer.text()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_another_website_cannot_press_the_button(headers: dict[str, str]) -> None:
    desk = Desk()
    async with browser(desk) as client, client.post(desk.url, headers=headers, allow_redirects=False) as answer:
        assert answer.status == 403
    assert desk.commands == []


async def test_an_older_browser_is_known_by_its_origin() -> None:
    desk = Desk()
    async with browser(desk) as client:
        origin = f"http://{client.host}:{client.port}"
        async with client.post(desk.url, headers={"Origin": origin}, allow_redirects=False) as answer:
            assert answer.status == 303


async def test_a_broken_link_is_explained_with_404_and_asks_nothing() -> None:
    desk = Desk()
    async with browser(desk) as client, client.get(desk.url + "x") as answer:
        assert answer.status == 404
        assert "Ask Lectern in your chat for a new one" in await answer.text()
    assert desk.commands == []


async def test_a_link_past_its_days_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.pages.links.LIFETIME", timedelta(seconds=-1))
    desk = Desk()
    async with browser(desk) as client, client.get(desk.url) as answer:
        assert answer.status == 410
    assert desk.commands == []


async def test_a_link_of_another_secret_is_refused_on_post_too() -> None:
    desk = Desk()
    token = PageLinks("another", "http://x.example").join(7, 42).rpartition("/")[2]
    async with browser(desk) as client, client.post(f"/j/{token}") as answer:
        assert answer.status == 404
    assert desk.commands == []


async def test_when_the_database_is_away_the_page_says_so_and_when_to_come_back() -> None:
    desk = Desk()
    desk.trouble = StorageError("locked")
    async with browser(desk) as client, client.get(desk.url) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
        assert "locked" not in await answer.text()


async def test_an_outage_and_a_refusal_have_statuses_of_their_own() -> None:
    refused = Desk(Card(title="Only for people of the course", tone=Tone.BAD))
    assert (await get(refused))[0] == 403
    refused.outage = True
    assert (await get(refused))[0] == 503


@pytest.mark.parametrize("path", ["/privacy", "/terms"])
async def test_what_is_stored_and_the_terms_can_be_read_by_anybody(path: str) -> None:
    desk = Desk()
    async with browser(desk) as client, client.get(path) as answer:
        assert answer.status == 200
        assert "Your" in await answer.text()
    assert desk.commands == []


async def test_they_speak_the_language_the_browser_asks_for() -> None:
    async with browser(Desk()) as client:
        for path in ("/privacy", "/terms"):
            async with client.get(path, headers={"Accept-Language": "es-MX,en;q=0.5"}) as answer:
                text = await answer.text()
                assert '<html lang="es">' in text
                assert "<h1>Terms" not in text
                with speaking("es"):
                    assert _("Terms of use") in text


async def test_every_page_is_closed_to_frames_caches_search_engines_and_foreign_scripts() -> None:
    desk = Desk()
    async with browser(desk) as client:
        for path in (desk.url, desk.url + "x", "/privacy"):
            async with client.get(path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["Referrer-Policy"] == "same-origin"
                assert "noindex" in answer.headers["X-Robots-Tag"]
                assert "<script>" not in await answer.text()


async def test_an_https_installation_sends_its_forms_over_https_alone() -> None:
    desk = Desk()
    desk.links = PageLinks("a secret of the test", "https://lectern.example")
    async with browser(desk) as client, client.get("/privacy") as answer:
        assert answer.headers["Content-Security-Policy"].endswith("form-action 'self' https:")


async def test_styles_and_scripts_come_from_ourselves_and_are_kept_by_the_browser() -> None:
    desk = Desk()
    async with browser(desk) as client:
        for name, kind in (("page.css", "text/css"), ("page.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
            async with client.get(f"/pages/{name}") as answer:
                assert (answer.status, answer.content_type) == (200, kind)
                assert "immutable" in answer.headers["Cache-Control"]
        async with client.get("/pages/..%2fapp.py") as answer:
            assert answer.status == 404


HOSTILE = "<script>alert(1)</script> \"'> &lt; שלום"
EVERYTHING: View = Card(
    title=HOSTILE,
    body=(
        Text(
            line=(HOSTILE, Strong(HOSTILE), Code(HOSTILE), Mention(HOSTILE), Link(HOSTILE, 'https://x/"><i>')),
            quiet=True,
        ),
        Table(caption=HOSTILE, columns=(HOSTILE, "B"), rows=(((HOSTILE,), ("1",)),)),
        Items(heading=(HOSTILE,), items=(Item(line=(HOSTILE,), detail=(HOSTILE,)),)),
        Picture(url='/x"onerror="alert(1)', alt=HOSTILE),
    ),
    actions=(OpenUrl(label=HOSTILE, url='https://x/"onclick="alert(1)'),),
    footnote=(HOSTILE,),
)


async def test_what_people_wrote_is_shown_and_never_run() -> None:
    _, text = await get(Desk(EVERYTHING))
    assert "<script>alert" not in text
    assert '"onerror=' not in text
    assert '"onclick=' not in text
    assert "<i>" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 9


async def test_a_button_a_page_cannot_press_is_not_offered() -> None:
    view = Card(title="Algebra", actions=(Button(label="Elsewhere", command=JoinMeeting(target=Target(meeting=1))),))
    assert "Elsewhere" not in (await get(Desk(view)))[1]


async def test_a_file_comes_as_a_download_under_its_own_name() -> None:
    desk = Desk(Document(name='Übung "1".csv', media_type="text/csv", content=b"a,b", title="The roster"))
    async with browser(desk) as client, client.get(desk.url) as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%9Cbung%20%221%22.csv"
        assert await answer.read() == b"a,b"


async def test_a_form_is_shown_as_text_because_a_page_cannot_fill_it_in() -> None:
    desk = Desk(Form(title="Settings", base=JoinMeeting(), fields=(), submit="Save"))
    assert "Settings" in (await get(desk))[1]


async def test_the_page_speaks_the_language_the_browser_likes_best() -> None:
    desk = Desk()
    _, text = await get(desk, **{"Accept-Language": "fr, es-MX;q=0.9, en;q=0.5"})
    assert '<html lang="es">' in text
    assert desk.requests[0].sender.locale == "es-MX"
    _, text = await get(desk, **{"Accept-Language": "xx;;q=bad, *"})
    assert '<html lang="en">' in text


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH"])
async def test_other_methods_do_nothing(method: str) -> None:
    desk = Desk()
    async with browser(desk) as client, client.request(method, desk.url) as answer:
        assert answer.status == 405
    assert desk.commands == []


@pytest.mark.parametrize("name", CATALOGUE)
async def test_every_reply_of_the_catalogue_has_a_page(name: str) -> None:
    desk = Desk(CATALOGUE[name].view)
    async with browser(desk) as client, client.get(desk.url, allow_redirects=False) as answer:
        assert answer.status in {200, 303, 403}
        assert "<!channel>" not in await answer.text()
