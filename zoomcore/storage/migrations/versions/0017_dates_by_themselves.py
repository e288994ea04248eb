"""Dates of a series that a restore makes by themselves.

Revision 0017, after 0016. 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("restore_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("strays", PLAIN_DATA, nullable=False, server_default="[]"))
