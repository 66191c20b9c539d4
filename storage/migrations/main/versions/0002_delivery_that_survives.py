"""Delivery that survives."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "guesses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guesses_at"), ["at"], unique=False)
        batch_op.create_index("ix_guesses_who", ["who", "at"], unique=False)

    op.create_table(
        "pulses",
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "gaps",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_table(
        "shown",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.create_index("ix_shown_about", ["network_id", "person_id", "about"], unique=False)
        batch_op.create_index("ix_shown_gone", ["gone"], unique=False)

    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("stopped_why", sa.String(length=20), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("doubtful", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("platform", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("letter", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index("ix_outbox_person")
        batch_op.create_index("ix_outbox_person", ["network_id", "person_id", "state", "attempts"], unique=False)
        batch_op.create_index("ix_outbox_letter", ["network_id", "letter"], unique=False)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("face", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("morning_at", sa.Integer(), server_default=sa.text("540"), nullable=False))
        batch_op.add_column(sa.Column("hours_from", sa.Integer(), server_default=sa.text("540"), nullable=False))
        batch_op.add_column(sa.Column("hours_until", sa.Integer(), server_default=sa.text("1080"), nullable=False))
        batch_op.add_column(sa.Column("after_hours", sa.String(length=10), server_default="quiet", nullable=False))
        batch_op.add_column(sa.Column("away_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("away_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("away_until")
        batch_op.drop_column("away_since")
        batch_op.drop_column("after_hours")
        batch_op.drop_column("hours_until")
        batch_op.drop_column("hours_from")
        batch_op.drop_column("morning_at")
        batch_op.drop_column("face")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_letter")
        batch_op.drop_index("ix_outbox_person")
        batch_op.create_index("ix_outbox_person", ["network_id", "person_id", "state"], unique=False)
        batch_op.drop_column("seen_at")
        batch_op.drop_column("letter")
        batch_op.drop_column("platform")
        batch_op.drop_column("doubtful")
        batch_op.drop_column("begun_at")

    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("stopped_why")
        batch_op.drop_column("stopped_at")

    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.drop_index("ix_shown_gone")
        batch_op.drop_index("ix_shown_about")

    op.drop_table("shown")
    op.drop_table("gaps")
    op.drop_table("pulses")
    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.drop_index("ix_guesses_who")
        batch_op.drop_index(batch_op.f("ix_guesses_at"))

    op.drop_table("guesses")
