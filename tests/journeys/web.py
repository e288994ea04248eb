"""The pages of a school, for a browser of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.pages.app import PagesAdapter
from adapters.pages.charts import draw
from tests.school import School

Browser = TestClient[web.Request, web.Application]


def pages_of(school: School) -> web.Application:
    app = web.Application()
    pages = PagesAdapter(school.dispatch.handle, school.links, clock=lambda: school.now, draw=draw)
    app.add_routes(pages.routes())
    return app


@asynccontextmanager
async def a_browser(school: School) -> AsyncIterator[Browser]:
    """It takes this machine for a safe place, as every browser does, so that it keeps cookies meant for https."""
    async with TestServer(pages_of(school)) as server:
        jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/").origin())
        async with TestClient(server, cookie_jar=jar) as browser:
            yield browser
