"""Files that wait for somebody's word.

Revision 0004, after 0003. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_file",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_held_file")),
    )
    with op.batch_alter_table("held_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_file_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_held_file_held_at"), ["held_at"], unique=False)
