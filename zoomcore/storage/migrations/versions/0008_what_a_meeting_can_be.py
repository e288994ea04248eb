"""Every option of a meeting, at its course and at itself; and the part of a course that a class is for.

Revision 0008, after 0007. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    for table in ("course", "meeting"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("options", PLAIN_DATA, nullable=False, server_default="{}"))
            batch_op.alter_column("waiting_room", existing_type=sa.Boolean(), nullable=True)
            batch_op.alter_column("recording", existing_type=sa.String(length=20), nullable=True)
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("section", sa.String(), nullable=False, server_default=""))
