"""What whoever stands in was last told of their date, and which job keeps the class on their account.

Revision 0019, after 0018. 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

#: Jobs under way would wait for ever for a class that they keep themselves: one of a class, as one alone goes on.
_BROUGHT = """
UPDATE substitute SET kept_by = 'bring-substitute:' || CAST(id AS VARCHAR)
WHERE id IN (
    SELECT MIN(s.id) FROM substitute s JOIN meeting m ON m.id = s.meeting_id
    WHERE s.state = 'asked' AND m.state = 'changing' GROUP BY s.meeting_id
)
"""
_TAKEN_OFF = """
UPDATE substitute SET kept_by = (
    SELECT MIN(j.kind || ':' || j.key) FROM job j WHERE j.kind = 'take-off-substitute' AND j.state <> 'done'
    AND j.state <> 'given up' AND j.key LIKE CAST(substitute.id AS VARCHAR) || ':%'
)
WHERE state = 'on' AND EXISTS (
    SELECT 1 FROM job j WHERE j.kind = 'take-off-substitute' AND j.state <> 'done' AND j.state <> 'given up'
    AND j.key LIKE CAST(substitute.id AS VARCHAR) || ':%'
) AND meeting_id IN (SELECT m.id FROM meeting m WHERE m.state = 'changing')
AND meeting_id NOT IN (SELECT s.meeting_id FROM substitute s WHERE s.kept_by <> '')
"""


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
    op.execute(_BROUGHT)
    op.execute(_TAKEN_OFF)
