"""Passcodes that wait for Zoom.

Revision 0013, after 0012. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passcode", sa.String(), nullable=True))
