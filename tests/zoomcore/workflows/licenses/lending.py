"""What the stories of lending share: who is who, asking, deciding, and looking at both sides."""

from tests.school import School, press_payload
from zoomcore.chat import Pressed
from zoomcore.domain.licenses.requests import LicenseRequest, RequestState
from zoomcore.sandbox import User
from zoomcore.views import Reply

KIM, OSCAR, INES, BO = "kim@uni.example", "old.oscar@uni.example", "idle.ines@uni.example", "bo@uni.example"
BASIC, LICENSED = 1, 2


def user(school: School, email: str) -> User:
    return school.sandbox.account.user(email)


def plans(school: School, *emails: str) -> list[int]:
    return [int(user(school, email).plan) for email in emails]


async def request(school: School, number: int = 1) -> LicenseRequest:
    async with school.store.reading() as unit:
        return await unit.licenses.get(number)


async def state(school: School, number: int = 1) -> RequestState:
    return (await request(school, number)).state


async def asked(school: School, line: str = "licenses request because exam", *, who: str = "kim") -> Reply:
    """The card an admin got."""
    await school.say(who, line, where="")
    return card(school)


def card(school: School, who: str = "ivo") -> Reply:
    """The latest copy that stands with somebody."""
    return school.to(who)[-1].reply


async def approved(school: School, *, by: str = "ivo", settle: bool = True) -> None:
    """Decided, and carried out unless the jobs shall wait."""
    offered = card(school, by)
    wish = Pressed(payload=press_payload(offered.card, school.button(offered, "Approve for").command))
    await school.ask(school.request(by, wish, where=""), settle=settle)


async def until_quiet(school: School, hours: int = 30) -> None:
    """Let time pass as long as work waits, but not beyond so many hours."""
    end = school.now.timestamp() + hours * 3600
    while True:
        async with school.store.reading() as unit:
            due = await unit.jobs.next_due()
        if due is None or due.timestamp() > end:
            return
        school.sandbox.set_time(max(due, school.now))
        await school.settle()
