"""Who stands in no more and is yet to be taken off at Zoom.

Revision 0022, after 0021. 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

#: Those whose job that takes them off has not come to its end.
_YET_TO_LEAVE = """
UPDATE substitute SET leaving = TRUE
WHERE state IN ('over', 'off', 'refused') AND EXISTS (
    SELECT 1 FROM job WHERE job.kind = 'end-substitute' AND job.state <> 'done'
    AND job.key LIKE CAST(substitute.id AS VARCHAR) || ':%'
)
"""


def upgrade() -> None:
    with op.batch_alter_table("substitute", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leaving", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("substitute", schema=None) as batch_op:
        batch_op.alter_column("leaving", server_default=None)
    op.execute(_YET_TO_LEAVE)
