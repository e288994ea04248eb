"""One class of an hour, at eleven in Madrid, and what can happen to it at Zoom."""

from dataclasses import dataclass

from tests.school import School
from zoomcore.domain.attendance.sheets import Reading, Sheet, SheetState
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.attendance.findings import Findings


@dataclass(kw_only=True)
class Lab:
    """`number` is Zoom's; `date` ours. It begins in an hour."""

    school: School
    number: int
    date: int

    @classmethod
    async def booked(cls, school: School) -> "Lab":
        await school.say("ana", 'new "Lab" today 11am for 60m')
        school.heard = len(school.sandbox.account.events)
        async with school.store.reading() as unit:
            (date,) = await unit.meetings.occurrences(1)
        return cls(school=school, number=school.at_zoom()[-1].id, date=date.id)

    @classmethod
    async def booked_also(cls, school: School) -> "Lab":
        """Another class at the same time."""
        await school.say("kim", 'new "Physics" today 11am for 60m')
        school.heard = len(school.sandbox.account.events)
        async with school.store.reading() as unit:
            (date,) = await unit.meetings.occurrences(2)
        return cls(school=school, number=school.at_zoom()[-1].id, date=date.id)

    # What happens.

    def open(self) -> None:
        self.school.sandbox.start(self.number)

    def come(self, *users: str) -> None:
        """Signed in to Zoom; other words than user names are guests' names."""
        for user in users:
            if user.islower():
                self.school.sandbox.join(self.number, email=f"{user}@uni.example")
            else:
                self.school.sandbox.join(self.number, name=user)

    def go(self, *users: str) -> None:
        for user in users:
            who = {"email": f"{user}@uni.example"} if user.islower() else {"name": user}
            self.school.sandbox.leave(self.number, **who)

    def end(self) -> None:
        self.school.sandbox.end(self.number)

    async def held(self, *users: str, heard: bool = True) -> None:
        """From eleven to twelve, everybody all of the time."""
        await self.school.later(hours=1)
        self.open()
        self.come(*users)
        await self.school.later(hours=1)
        self.end()
        if heard:
            await self.school.hear_zoom()
        else:
            self.school.heard = len(self.school.sandbox.account.events)

    # What is known.

    async def sheet(self) -> Sheet | None:
        async with self.school.store.reading() as unit:
            return await unit.sheets.find(self.date)

    async def state(self) -> SheetState | None:
        sheet = await self.sheet()
        return sheet.state if sheet else None

    async def readings(self) -> tuple[Reading, ...]:
        async with self.school.store.reading() as unit:
            return await unit.evidence.readings(self.date)

    async def picture(self) -> Findings:
        async with self.school.store.reading() as unit:
            return await picture_of(unit, self.date, self.school.now)

    async def statuses(self) -> dict[str, str]:
        """By user name, as kept."""
        users = {number: user for user, number in self.school.ids.items()}
        async with self.school.store.reading() as unit:
            rows = await unit.sheets.rows(self.date)
        return {users[person]: row.attendance.status.value for person, row in rows.items()}

    def asked(self, part: str) -> int:
        """How many calls Zoom got whose path has that in it."""
        return sum(part in one.path for one in self.school.sandbox.requests)
