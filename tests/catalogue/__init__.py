"""One example of every kind of reply: the goldens of all renderers and the gallery feed on it."""

from tests.catalogue.attended import ATTENDED
from tests.catalogue.backups import BACKUPS
from tests.catalogue.handed import HANDED
from tests.catalogue.hosting import HOSTING
from tests.catalogue.lent import LENT
from tests.catalogue.recorded import RECORDED
from tests.catalogue.registered import REGISTERED
from tests.catalogue.rooms import ROOMS
from tests.catalogue.said import SAID
from tests.catalogue.shapes import SHAPES
from tests.catalogue.synced import SYNCED
from tests.catalogue.tracked import TRACKED
from tests.catalogue.webinars import WEBINARS
from zoomcore.views import Reply

CATALOGUE: dict[str, Reply] = (
    SHAPES
    | SAID
    | HANDED
    | ATTENDED
    | LENT
    | BACKUPS
    | RECORDED
    | SYNCED
    | HOSTING
    | REGISTERED
    | ROOMS
    | TRACKED
    | WEBINARS
)
