"""Work as plain data for the job table; what is read back is equal to what was written."""

from collections.abc import Mapping
from typing import Any, TypeVar

import cattrs

from zoomcore.domain.work import Work

W = TypeVar("W", bound=Work)
_CONVERTER = cattrs.Converter()


def work_to_data(work: Work) -> dict[str, Any]:
    data: dict[str, Any] = _CONVERTER.unstructure(work)
    return data


def work_from_data(kind: type[W], data: Mapping[str, Any]) -> W:
    """Raises cattrs' BaseValidationError for a payload that an older version wrote and this one cannot read."""
    return _CONVERTER.structure(data, kind)
