"""Who came, and what it is worth.

Revision 0002, after 0001. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
#: Hundredths where there are no exact fractions.
POINTS = sa.Integer().with_variant(sa.Numeric(8, 2), "postgresql")


def upgrade() -> None:  # noqa: PLR0915 - one statement a table and index
    op.create_table(
        "erased",
        sa.Column("email_hash", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email_hash", name=op.f("pk_erased")),
    )
    op.create_table(
        "accommodation",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agreed", PLAIN_DATA, nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by"], ["person.id"], name=op.f("fk_accommodation_agreed_by_person")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_accommodation_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_accommodation_person_id_person")),
        sa.PrimaryKeyConstraint("course_id", "person_id", name=op.f("pk_accommodation")),
    )
    with op.batch_alter_table("accommodation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accommodation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "grade_book",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("column_name", sa.String(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_grade_book_course_id_course")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name=op.f("fk_grade_book_uploaded_by_person")),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_grade_book")),
    )
    op.create_table(
        "name_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_name_alias_confirmed_by_person")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_name_alias_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_name_alias_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_alias")),
        sa.UniqueConstraint("course_id", "name_key", name=op.f("uq_name_alias_course_id_name_key")),
    )
    with op.batch_alter_table("name_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_alias_name_key"), ["name_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_name_alias_person_id"), ["person_id"], unique=False)

    op.create_table(
        "page_binding",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_page_binding_person_id_person")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_page_binding")),
    )
    with op.batch_alter_table("page_binding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_binding_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attendance_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("rule", PLAIN_DATA, nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"], name=op.f("fk_attendance_rule_chosen_by_person")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_attendance_rule_course_id_course")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_rule_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_rule")),
    )
    with op.batch_alter_table("attendance_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_rule_course_id"), ["course_id"], unique=False)
        batch_op.create_index(
            "uq_attendance_rule_course",
            ["course_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL AND meeting_id IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND meeting_id IS NULL"),
        )
        batch_op.create_index(
            "uq_attendance_rule_meeting",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL AND meeting_id IS NOT NULL"),
            postgresql_where=sa.text("replaced_at IS NULL AND meeting_id IS NOT NULL"),
        )

    op.create_table(
        "attendance",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("attended_seconds", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_seconds", sa.Integer(), nullable=True),
        sa.Column("points", POINTS, nullable=True),
        sa.Column("evidence", PLAIN_DATA, nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("excuse", sa.String(length=20), nullable=True),
        sa.Column("released_points", POINTS, nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_attendance_course_id_course")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_attendance_occurrence_id_occurrence")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person")),
        sa.PrimaryKeyConstraint("occurrence_id", "person_id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attendance_mark",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("excuse", sa.String(length=20), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("points", POINTS, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["marked_by"], ["person.id"], name=op.f("fk_attendance_mark_marked_by_person")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_attendance_mark_occurrence_id_occurrence")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_mark_person_id_person")),
        sa.PrimaryKeyConstraint("occurrence_id", "person_id", name=op.f("pk_attendance_mark")),
    )
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_mark_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attendance_query",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_attendance_query_answered_by_person")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_attendance_query_occurrence_id_occurrence")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_query_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_query")),
    )
    with op.batch_alter_table("attendance_query", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_query_occurrence_id"), ["occurrence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_query_person_id"), ["person_id"], unique=False)

    op.create_table(
        "name_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_name_claim_decided_by_person")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_name_claim_occurrence_id_occurrence")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_name_claim_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_claim")),
        sa.UniqueConstraint("occurrence_id", "person_id", name=op.f("uq_name_claim_occurrence_id_person_id")),
    )
    with op.batch_alter_table("name_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_claim_person_id"), ["person_id"], unique=False)

    op.create_table(
        "participant_decision",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("ruling", sa.String(length=20), nullable=False),
        sa.Column("people", PLAIN_DATA, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_participant_decision_decided_by_person")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_participant_decision_occurrence_id_occurrence")
        ),
        sa.PrimaryKeyConstraint("occurrence_id", "participant", name=op.f("pk_participant_decision")),
    )
    op.create_table(
        "sheet",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("rule", PLAIN_DATA, nullable=False),
        sa.Column("window_seconds", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_sheet_course_id_course")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name=op.f("fk_sheet_occurrence_id_occurrence")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_sheet_released_by_person")),
        sa.PrimaryKeyConstraint("occurrence_id", name=op.f("pk_sheet")),
    )
    with op.batch_alter_table("sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_course_id"), ["course_id"], unique=False)

    op.create_table(
        "participant_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("zoom_user_id", sa.String(), nullable=False),
        sa.Column("registrant_id", sa.String(), nullable=False),
        sa.Column("connection", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["meeting_run.uuid"], name=op.f("fk_participant_record_run_meeting_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant_record")),
        sa.UniqueConstraint("run", "row_key", name=op.f("uq_participant_record_run_row_key")),
    )
    with op.batch_alter_table("participant_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_record_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_participant_record_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "reading",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_reading_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name=op.f("fk_reading_occurrence_id_occurrence")),
        sa.ForeignKeyConstraint(["run"], ["meeting_run.uuid"], name=op.f("fk_reading_run_meeting_run")),
        sa.PrimaryKeyConstraint("run", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_occurrence_id"), ["occurrence_id"], unique=False)

    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("legal_name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("login", sa.String(), nullable=False, server_default=""))
