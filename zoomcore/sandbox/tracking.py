"""The account's tracking fields, and the one call that lists them (zoom-api 5.9; spec, GET /tracking_fields)."""

from zoomcore.sandbox.answers import Answer, Refused
from zoomcore.sandbox.limits import Label
from zoomcore.sandbox.routing import Call, Route

NO_PLAN = "This feature is not available with the account's plan."


def list_tracking_fields(call: Call) -> Answer:
    """For Business plans and above; others are told 404/5110 (zoom-api 5.9)."""
    if not call.account.settings.business:
        raise Refused(404, 5110, NO_PLAN)
    rows = [
        {
            "id": one.id,
            "field": one.name,
            "required": one.required,
            "visible": one.visible,
            "recommended_values": list(one.values),
        }
        for one in call.account.settings.tracking_fields
    ]
    return Answer(200, {"total_records": len(rows), "tracking_fields": rows})


ROUTES = (
    Route(
        "GET",
        "/tracking_fields",
        Label.MEDIUM,
        "tracking_field:read:list_tracking_fields:admin",
        ("tracking_fields:read:admin",),
        list_tracking_fields,
    ),
)
