"""Visits."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "host_days",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("until_minute", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("host_days", schema=None) as batch_op:
        batch_op.create_index("ix_host_days_person", ["network_id", "person_id", "day"], unique=False)

    op.create_table(
        "host_weeks",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "person_id", "from_day"),
    )
    op.create_table(
        "hosts",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("a_day", sa.Integer(), nullable=True),
        sa.Column("a_week", sa.Integer(), nullable=True),
        sa.Column("a_month", sa.Integer(), nullable=True),
        sa.Column("asked_for", sa.Date(), nullable=True),
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
        "visits",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("booked_by", sa.Uuid(), nullable=True),
        sa.Column("menu", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer", sa.Integer(), nullable=False),
        sa.Column("pools", sa.String(length=60), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("case_kind", sa.String(length=10), nullable=False),
        sa.Column("material", sa.String(length=20), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("observer", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wish", sa.String(length=400), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moving_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("told_by", sa.Date(), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("lasted", sa.Integer(), nullable=True),
        sa.Column("heavy", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("word_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "booked_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "guest_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "office_id"],
            ["offices.network_id", "offices.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index("ix_visits_office", ["network_id", "office_id", "start_at"], unique=False)
        batch_op.create_index("ix_visits_state", ["network_id", "state", "start_at"], unique=False)

    op.create_table(
        "visit_cells",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "visit_id"],
            ["visits.network_id", "visits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "taker_id", "cell"),
    )
    with op.batch_alter_table("visit_cells", schema=None) as batch_op:
        batch_op.create_index("ix_visit_cells_cell", ["network_id", "cell"], unique=False)
        batch_op.create_index("ix_visit_cells_visit", ["network_id", "visit_id"], unique=False)

    op.create_table(
        "visit_notes",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "author_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "visit_id"],
            ["visits.network_id", "visits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "visit_id", "author_id"),
    )
    op.create_table(
        "visit_offers",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "by_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "office_id"],
            ["offices.network_id", "offices.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("visit_offers", schema=None) as batch_op:
        batch_op.create_index("ix_visit_offers_office", ["network_id", "office_id", "offered_at"], unique=False)

    op.create_table(
        "visit_promises",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("whose", sa.String(length=10), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "visit_id"],
            ["visits.network_id", "visits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("visit_promises", schema=None) as batch_op:
        batch_op.create_index("ix_visit_promises_due", ["network_id", "by_day"], unique=False)

    op.create_table(
        "visit_seats",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("pool", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "visit_id"],
            ["visits.network_id", "visits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "visit_id", "person_id"),
    )
    with op.batch_alter_table("visit_seats", schema=None) as batch_op:
        batch_op.create_index("ix_visit_seats_person", ["network_id", "person_id", "state"], unique=False)

    op.create_table(
        "visit_steps",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "by_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "visit_id"],
            ["visits.network_id", "visits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("visit_steps", schema=None) as batch_op:
        batch_op.create_index("ix_visit_steps_visit", ["network_id", "visit_id", "at"], unique=False)

    op.create_table(
        "visit_unwanted",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "visit_id"],
            ["visits.network_id", "visits.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "visit_id", "person_id"),
    )
    with op.batch_alter_table("networks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("menus", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("own_house", sa.String(length=10), server_default="warn", nullable=False))
        batch_op.add_column(sa.Column("answer_days", sa.Integer(), server_default=sa.text("2"), nullable=False))

    with op.batch_alter_table("networks", schema=None) as batch_op:
        # Only for the rows that were there: comparing JSON defaults is beyond PostgreSQL.
        batch_op.alter_column("menus", server_default=None)

    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("tel", sa.String(length=30), server_default="", nullable=False))
        batch_op.add_column(sa.Column("parking", sa.String(length=100), server_default="", nullable=False))

    with op.batch_alter_table("offices", schema=None) as batch_op:
        for name in ("address", "tel", "parking"):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calm_until", sa.Date(), nullable=True))
