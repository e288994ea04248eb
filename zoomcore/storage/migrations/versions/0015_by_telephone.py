"""The numbers by which a class is called.

Revision 0015, after 0014. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("meeting_sync", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dial_in", PLAIN_DATA, nullable=False, server_default="[]"))
