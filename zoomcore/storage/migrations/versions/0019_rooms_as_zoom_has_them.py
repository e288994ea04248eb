"""The rooms that Zoom had after it was last given some.

Revision 0019, after 0018. 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("room_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen", sa.String(), nullable=True))
