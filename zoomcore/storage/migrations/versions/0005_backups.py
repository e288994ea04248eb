"""Backups, and restores from them.

Revision 0005, after 0004. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "backup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("course_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_backup_course_id_course")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_backup_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
    )
    with op.batch_alter_table("backup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backup_course_id_created_at"), ["course_id", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_backup_kept_until"), ["kept_until"], unique=False)

    op.create_table(
        "backup_piece",
        sa.Column("backup_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["backup_id"], ["backup.id"], name=op.f("fk_backup_piece_backup_id_backup")),
        sa.PrimaryKeyConstraint("backup_id", "position", name=op.f("pk_backup_piece")),
    )
    op.create_table(
        "restore",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backup_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("parts", PLAIN_DATA, nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("safety_id", sa.Integer(), nullable=True),
        sa.Column("before", PLAIN_DATA, nullable=False),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["backup_id"], ["backup.id"], name=op.f("fk_restore_backup_id_backup")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_restore_course_id_course")),
        sa.ForeignKeyConstraint(["requested_by"], ["person.id"], name=op.f("fk_restore_requested_by_person")),
        sa.ForeignKeyConstraint(["safety_id"], ["backup.id"], name=op.f("fk_restore_safety_id_backup")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restore")),
    )
    with op.batch_alter_table("restore", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restore_backup_id"), ["backup_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_restore_course_id_state"), ["course_id", "state"], unique=False)

    op.create_table(
        "restore_item",
        sa.Column("restore_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("off", PLAIN_DATA, nullable=False),
        sa.Column("moved", PLAIN_DATA, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_restore_item_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["restore_id"], ["restore.id"], name=op.f("fk_restore_item_restore_id_restore")),
        sa.PrimaryKeyConstraint("restore_id", "meeting_id", name=op.f("pk_restore_item")),
    )
    with op.batch_alter_table("restore_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restore_item_meeting_id"), ["meeting_id"], unique=False)
