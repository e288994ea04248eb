"""What was last seen of each meeting at Zoom.

Revision 0007, after 0006. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "meeting_sync",
        sa.Column("meeting_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen", PLAIN_DATA, nullable=False),
        sa.Column("options", PLAIN_DATA, nullable=False),
        sa.Column("news", PLAIN_DATA, nullable=False),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("struck_on", sa.Date(), nullable=True),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("full_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_sync_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_sync")),
    )
    with op.batch_alter_table("meeting_sync", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_sync_full_read_at"), ["full_read_at"], unique=False)
