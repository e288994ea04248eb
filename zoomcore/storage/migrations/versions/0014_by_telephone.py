"""The numbers by which a class is called.

Revision 0014, after 0013. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("meeting_sync", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dial_in", PLAIN_DATA, nullable=False, server_default="[]"))
