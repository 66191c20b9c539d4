"""Training."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "awaited",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("office", sa.String(length=100), nullable=False),
        sa.Column("alike", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "entered_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "alike"),
    )
    op.create_table(
        "careers",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("practice_on", sa.Date(), nullable=True),
        sa.Column("exactly", sa.String(length=5), server_default="day", nullable=False),
        sa.Column("not_mine_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hushed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("tells_manager", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("cases", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("months", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "confirmed_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id"),
    )
    op.create_table(
        "cohorts",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "made_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_table(
        "completions",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(length=30), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("exactly", sa.String(length=5), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "entered_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id", "course", "done_on"),
    )
    op.create_table(
        "course_runs",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(length=30), nullable=False),
        sa.Column("prefecture", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("apply_from", sa.Date(), nullable=True),
        sa.Column("apply_to", sa.Date(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("recommended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by_ward", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("most_days", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "entered_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_table(
        "extensions",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("instead_of", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.Column("issuer", sa.String(length=60), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "entered_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id", "instead_of"),
    )
    op.create_table(
        "months",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id", "first_day"),
    )
    op.create_table(
        "teachings",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.String(length=30), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("taught_on", sa.Date(), nullable=False),
        sa.Column("exactly", sa.String(length=5), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id", "course", "part", "taught_on"),
    )
    op.create_table(
        "ticks",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id", "item"),
    )
    op.create_table(
        "applications",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "run_id"],
            ["course_runs.network_id", "course_runs.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "run_id", "person_id"),
    )
    op.create_table(
        "cohort_members",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "cohort_id"],
            ["cohorts.network_id", "cohorts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "cohort_id", "person_id"),
    )
    op.create_table(
        "nudges",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("told_as", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "about"],
            ["course_runs.network_id", "course_runs.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "rule", "person_id", "due", "stage"),
    )
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.create_index("ix_nudges_again", ["network_id", "again_on"], unique=False)
        batch_op.create_index("ix_nudges_told", ["network_id", "told_as"], unique=False)
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["state", "platform", "network_id"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL AND closed_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL AND closed_at IS NULL"),
    )

    op.create_table(
        "polls",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "cohort_id"],
            ["cohorts.network_id", "cohorts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "made_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_table(
        "recommendations",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "decided_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "run_id"],
            ["course_runs.network_id", "course_runs.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "run_id", "person_id"),
    )
    op.create_table(
        "poll_times",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "poll_id"],
            ["polls.network_id", "polls.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "poll_id", "start_at"),
    )
    op.create_table(
        "poll_votes",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("time_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.String(length=5), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "time_id"],
            ["poll_times.network_id", "poll_times.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "time_id", "person_id"),
    )
    with op.batch_alter_table("networks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prefecture", sa.String(length=10), server_default="", nullable=False))
        batch_op.add_column(sa.Column("courses", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("ladder", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("nudges_anew", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("networks", schema=None) as batch_op:
        # Only for the rows that were there: the program says all of these itself.
        for name in ("prefecture", "courses", "ladder"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("networks", schema=None) as batch_op:
        batch_op.drop_column("nudges_anew")
        batch_op.drop_column("nudged_at")
        batch_op.drop_column("ladder")
        batch_op.drop_column("courses")
        batch_op.drop_column("prefecture")

    op.drop_table("poll_votes")
    op.drop_table("poll_times")
    op.drop_table("recommendations")
    op.drop_table("polls")
    op.drop_index("ix_outbox_open", table_name="outbox")
    with op.batch_alter_table("nudges", schema=None) as batch_op:
        batch_op.drop_index("ix_nudges_told")
        batch_op.drop_index("ix_nudges_again")

    op.drop_table("nudges")
    op.drop_table("cohort_members")
    op.drop_table("applications")
    op.drop_table("ticks")
    op.drop_table("teachings")
    op.drop_table("months")
    op.drop_table("extensions")
    op.drop_table("course_runs")
    op.drop_table("completions")
    op.drop_table("cohorts")
    op.drop_table("careers")
    op.drop_table("awaited")
