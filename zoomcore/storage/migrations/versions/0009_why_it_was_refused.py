"""Why a license was refused, and who is in a class at Zoom that we did not book.

Revision 0009, after 0008. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("license_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("refusal", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("zoom_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("live_run", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("live_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_run", sa.String(), nullable=False, server_default=""))
