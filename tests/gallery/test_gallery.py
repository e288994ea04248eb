"""The gallery itself: every reply of the catalogue can be drawn by the libraries that stand in for the clients."""

from pathlib import Path

import pytest

from tests.browser.chromium import launched
from tests.catalogue import CATALOGUE
from tests.gallery.drawing import Drawn, draw, missing, write
from zoomcore.views.plain import one_line


@pytest.fixture(scope="module")
def drawn() -> list[Drawn]:
    lacks = missing()
    if lacks:
        pytest.skip(" ".join(lacks))
    return draw(CATALOGUE)


@pytest.mark.browser
def _as_read(shown: str) -> str:
    """Without what keeps a name from being markup, and that nobody sees."""
    return shown.replace("\u200b", "").replace("\u2060", "")


async def test_every_reply_appears_in_every_form_and_no_drawing_fails(drawn: list[Drawn], tmp_path: Path) -> None:
    index = write(tmp_path, drawn)
    troubles: list[str] = []
    async with launched() as browser:
        page = await browser.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(index.as_uri())
        await page.wait_for_selector("body[data-drawn=yes]")
        shown: dict[str, str] = await page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('figure')].map(f => [f.id, f.textContent]))"
        )
    assert troubles == []
    assert len(shown) == 3 * len(drawn)
    for one in drawn:
        heading = one_line(getattr(CATALOGUE[one.name].view, "title", ""))[:12]
        for form in ("slack", "teams", "text"):
            assert heading in one_line(_as_read(shown[f"{form}-{one.slug}"])), (form, one.slug)


def test_what_people_wrote_is_no_markup_of_the_page(drawn: list[Drawn], tmp_path: Path) -> None:
    text = write(tmp_path, drawn).read_text(encoding="utf-8")
    assert "<at>all" not in text
    assert "<!channel>" not in text
