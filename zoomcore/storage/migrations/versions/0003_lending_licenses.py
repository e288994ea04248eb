"""Lending licenses.

Revision 0003, after 0002. 2026-11-27.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PLAIN_DATA = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "zoom_user",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("role_id", sa.String(), nullable=False),
        sa.Column("groups", PLAIN_DATA, nullable=False),
        sa.Column("last_login", sa.DateTime(timezone=True), nullable=True),
        sa.Column("born_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hosted_on", sa.Date(), nullable=True),
        sa.Column("bundle", sa.Boolean(), nullable=False),
        sa.Column("addons", PLAIN_DATA, nullable=True),
        sa.Column("addons_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("flipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_code", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoom_user")),
    )
    with op.batch_alter_table("zoom_user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zoom_user_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_zoom_user_type_status"), ["type", "status"], unique=False)

    op.create_table(
        "license_guard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_license_guard_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license_guard")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_license_guard_kind_key")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", PLAIN_DATA, nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_setting_set_by_person")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "license_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("recipient_name", sa.String(), nullable=False),
        sa.Column("donor", sa.String(), nullable=False),
        sa.Column("donor_name", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("needed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconded_by", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=False),
        sa.Column("answer", PLAIN_DATA, nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("offer", PLAIN_DATA, nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_license_request_decided_by_person")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_license_request_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_license_request_person_person")),
        sa.ForeignKeyConstraint(["requested_by"], ["person.id"], name=op.f("fk_license_request_requested_by_person")),
        sa.ForeignKeyConstraint(
            ["reverses"], ["license_request.id"], name=op.f("fk_license_request_reverses_license_request")
        ),
        sa.ForeignKeyConstraint(["seconded_by"], ["person.id"], name=op.f("fk_license_request_seconded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license_request")),
    )
    with op.batch_alter_table("license_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_license_request_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_license_request_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_license_request_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_license_request_reverses"), ["reverses"], unique=False)
        batch_op.create_index(batch_op.f("ix_license_request_state_expires_at"), ["state", "expires_at"], unique=False)

    op.create_table(
        "license_hold",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["license_request.id"], name=op.f("fk_license_hold_request_id_license_request")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_license_hold")),
    )
    with op.batch_alter_table("license_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_license_hold_request_id"), ["request_id"], unique=False)

    op.create_table(
        "license_step",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("zoom_user", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["license_request.id"], name=op.f("fk_license_step_request_id_license_request")
        ),
        sa.PrimaryKeyConstraint("request_id", "version", "kind", name=op.f("pk_license_step")),
    )
