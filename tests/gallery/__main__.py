"""`make gallery`: draws the catalogue into build/gallery and takes a picture of every card."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser

from tests.browser.chromium import launched
from tests.catalogue import CATALOGUE
from tests.gallery.drawing import Drawn, draw, missing, write

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "gallery"
#: These stand in the README.
CHOSEN = {
    "slack-said-scheduled-light": "slack-scheduled.png",
    "teams-said-scheduled-light": "teams-scheduled.png",
    "slack-said-coming-classes-dark": "slack-list.png",
    "teams-said-form-for-a-class-light": "teams-form.png",
    "teams-attended-a-day-like-any-other-light": "teams-attendance.png",
    "slack-attended-review-light": "slack-review.png",
}
FORMS = ("slack", "teams", "text")
_SHOW_ONLY = """slug => {
  document.body.dataset.only = slug;
  for (const reply of document.querySelectorAll(".reply")) {
    reply.classList.toggle("shown", reply.querySelector(`#text-${slug}`) !== null);
  }
}"""


async def _picture(browser: Browser, index: Path, drawn: list[Drawn]) -> None:
    pictures = OUT / "pictures"
    pictures.mkdir(exist_ok=True)
    page = await browser.new_page(viewport={"width": 1600, "height": 1000}, timezone_id="Europe/Madrid")
    await page.goto(index.as_uri())
    await page.wait_for_selector("body[data-drawn=yes]")
    for one in drawn:
        await page.evaluate(_SHOW_ONLY, one.slug)
        await page.locator(".reply.shown").screenshot(path=pictures / f"{one.slug}.png")
        for form in FORMS:
            if chosen := CHOSEN.get(f"{form}-{one.slug}"):
                await page.locator(f"#{form}-{one.slug}").screenshot(path=ROOT / "docs" / "pictures" / chosen)


async def main() -> int:
    lacks = missing()
    if lacks:
        sys.stderr.write("\n".join(["I couldn't draw the gallery.", *lacks, ""]))
        return 1
    drawn = draw(CATALOGUE)
    index = write(OUT, drawn)
    async with launched() as browser:
        await _picture(browser, index, drawn)
    sys.stdout.write(f"{len(drawn)} pictures in {OUT / 'pictures'}; the page is {index}\n")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
