"""Passcodes that wait for Zoom, and what hosts' Zoom settings demand of them.

Revision 0011, after 0010. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op

from zoomcore.storage.types import PLAIN_DATA

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passcode", sa.String(), nullable=True))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zoom_settings", PLAIN_DATA, nullable=True))
        batch_op.add_column(sa.Column("zoom_settings_at", sa.DateTime(timezone=True), nullable=True))
