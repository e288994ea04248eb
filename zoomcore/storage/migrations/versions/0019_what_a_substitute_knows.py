"""What whoever stands in was last told of their date, and which job keeps the class on their account.

Revision 0019, after 0018. 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("substitute", schema=None) as batch_op:
        batch_op.add_column(sa.Column("start", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("called_off", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("kept_by", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("substitute", schema=None) as batch_op:
        batch_op.alter_column("called_off", server_default=None)
        batch_op.alter_column("kept_by", server_default=None)
    # They were told of the date as it stands.
    op.execute("UPDATE substitute SET start = (SELECT o.start FROM occurrence o WHERE o.id = substitute.occurrence_id)")
