"""What the cloud keeps: recordings, their files, who opened them, and a course's presets for them.

Revision 0006, after 0005. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
#: What courses that exist already get.
PRESETS = (
    ("recordings_announce", sa.String(length=20), "'ask'"),
    ("recordings_sharing", sa.String(length=20), "'passcode'"),
    ("recordings_download", sa.Boolean(), "false"),
    ("recordings_transcript", sa.Boolean(), "false"),
    ("recordings_seen", sa.Boolean(), "true"),
)


def upgrade() -> None:
    with op.batch_alter_table("course", schema=None) as batch_op:
        for name, kind, value in PRESETS:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=sa.text(value)))
    with op.batch_alter_table("course", schema=None) as batch_op:
        for name, kind, _value in PRESETS:
            batch_op.alter_column(name, existing_type=kind, server_default=None)

    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uuid", sa.String(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("openness", sa.String(length=20), nullable=False),
        sa.Column("parts", PLAIN_DATA, nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_recording_course_id_course")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_recording_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_recording_occurrence_id_occurrence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.UniqueConstraint("uuid", name=op.f("uq_recording_uuid")),
    )
    with op.batch_alter_table("recording", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recording_course_id_started_at"), ["course_id", "started_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_recording_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recording_occurrence_id"), ["occurrence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recording_state_delete_on"), ["state", "delete_on"], unique=False)

    op.create_table(
        "recording_file",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_recording_file_recording_id_recording")
        ),
        sa.PrimaryKeyConstraint("recording_id", "key", name=op.f("pk_recording_file")),
    )
    op.create_table(
        "recording_seen",
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recording_seen_person_id_person")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_recording_seen_recording_id_recording")
        ),
        sa.PrimaryKeyConstraint("recording_id", "person_id", name=op.f("pk_recording_seen")),
    )
    with op.batch_alter_table("recording_seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recording_seen_person_id"), ["person_id"], unique=False)
