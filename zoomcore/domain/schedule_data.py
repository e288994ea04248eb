"""A schedule as plain data, for JSON columns; `schedule_from_data` gives an equal one back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from zoomcore.domain.schedule import Repeat, Schedule


def schedule_to_data(schedule: Schedule) -> dict[str, Any]:
    return {one.name: _plain(getattr(schedule, one.name)) for one in fields(schedule)}


def schedule_from_data(data: Mapping[str, Any]) -> Schedule:
    return Schedule(
        zone=data["zone"],
        duration_minutes=data["duration_minutes"],
        day=_day(data["day"]),
        at=time.fromisoformat(data["at"]) if data["at"] else None,
        repeat=Repeat(data["repeat"]),
        interval=data["interval"],
        weekdays=tuple(data["weekdays"]),
        monthly_week=data["monthly_week"],
        until=_day(data["until"]),
        count=data["count"],
        skip=tuple(date.fromisoformat(one) for one in data["skip"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
