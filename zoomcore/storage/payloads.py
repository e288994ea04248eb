"""Work as plain data for the job table; what is read back is equal to what was written."""

from collections.abc import Mapping
from typing import Any, TypeVar

import cattrs

from zoomcore.domain.every_work import WORK
from zoomcore.domain.records import JobRow
from zoomcore.domain.work import Work

W = TypeVar("W", bound=Work)
_CONVERTER = cattrs.Converter()


def work_to_data(work: Work) -> dict[str, Any]:
    data: dict[str, Any] = _CONVERTER.unstructure(work)
    return data


def work_from_data(kind: type[W], data: Mapping[str, Any]) -> W:
    """Raises cattrs' BaseValidationError for a payload that an older version wrote and this one cannot read."""
    return _CONVERTER.structure(data, kind)


def work_of(job: JobRow) -> Work | None:
    """None where its payload is forgotten already, or its kind is of another version."""
    kind = next((one for one in WORK if one.kind == job.kind), None)
    return work_from_data(kind, job.payload) if kind is not None and job.payload else None
