"""Passcodes that wait for Zoom.

Revision 0012, after 0011. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passcode", sa.String(), nullable=True))
