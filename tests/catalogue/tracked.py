"""What is said about tracking fields."""

from tests.catalogue.said import _CLASS
from zoomcore.domain.tracking import TrackingField
from zoomcore.services.forms.tracking import offer_form
from zoomcore.services.tracking.choosing import fields_card, values_card
from zoomcore.views import Reply

_FIELDS = (
    TrackingField(id="1", name="Cost <center>", required=True, values=("4711", "4712")),
    TrackingField(id="2", name="Building", offered=True),
    TrackingField(id="3", name="Old", gone=True),
)

TRACKED: dict[str, Reply] = {
    "said: tracking fields": Reply(view=fields_card(_FIELDS)),
    "said: no tracking fields": Reply(view=fields_card(())),
    "said: tracking fields of a class": Reply(
        view=values_card(_CLASS.meeting, (("Cost <center>", "4711"), ("Old", "x")), _FIELDS, entry=7)
    ),
    "said: form to choose tracking fields": Reply(view=offer_form(_FIELDS)),
}
