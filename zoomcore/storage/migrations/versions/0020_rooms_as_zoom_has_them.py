"""The rooms that Zoom had after it was last given some.

Revision 0020, after 0019. 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("room_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen", sa.String(), nullable=True))
