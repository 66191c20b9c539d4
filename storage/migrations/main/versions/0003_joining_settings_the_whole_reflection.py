"""Joining, settings, the whole reflection."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The record is only ever added to. SQLite's REPLACE would delete without a trigger: hence the third.
_REFUSED = "BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"
_LATER = "SELECT 1 FROM audit WHERE network_id = NEW.network_id AND (place >= NEW.place OR id = NEW.id)"
APPEND_ONLY = {
    "sqlite": (
        f"CREATE TRIGGER audit_update BEFORE UPDATE ON audit {_REFUSED}",
        f"CREATE TRIGGER audit_delete BEFORE DELETE ON audit {_REFUSED}",
        f"CREATE TRIGGER audit_insert BEFORE INSERT ON audit WHEN EXISTS ({_LATER}) {_REFUSED}",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is only added to'; END $$",
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays()",
        "CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_stays()",
    ),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("did", sa.String(length=40), nullable=False),
        sa.Column("whom", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(length=40), nullable=False),
        sa.Column("link", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "place"),
    )
    op.create_index("ix_audit_actor", "audit", ["network_id", "actor", "at"], unique=False)
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "changes",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
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
        "gatherings",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "made_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("code_hash"),
    )
    with op.batch_alter_table("gatherings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gatherings_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "invites",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("office_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_id", "made_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "office_id"],
            ["offices.network_id", "offices.id"],
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
        sa.UniqueConstraint("code_hash"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invites_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "own_sets",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "added_by"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "set_id", "version"),
    )
    op.create_table(
        "shares",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("reflection_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answers", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "answers"],
            ["shares.network_id", "shares.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "owner_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "reflection_id"],
            ["reflections.network_id", "reflections.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    with op.batch_alter_table("shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shares_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_shares_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shares_reflection_id"), ["reflection_id"], unique=False)

    op.create_table(
        "share_readers",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id", "share_id"],
            ["shares.network_id", "shares.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("network_id", "share_id", "person_id"),
    )
    with op.batch_alter_table("share_readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_readers_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("guesses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("known", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("chosen_sets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key("chosen_sets_own_id", "own_sets", ["network_id", "own_id"], ["network_id", "id"])

    with op.batch_alter_table("networks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hours_from", sa.Integer(), server_default=sa.text("510"), nullable=False))
        batch_op.add_column(sa.Column("hours_until", sa.Integer(), server_default=sa.text("1035"), nullable=False))
        batch_op.add_column(sa.Column("closed_days", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("topics", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("networks", schema=None) as batch_op:
        # Only for the rows that were there: comparing JSON defaults is beyond PostgreSQL.
        batch_op.alter_column("closed_days", server_default=None)
        batch_op.alter_column("topics", server_default=None)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fridays", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("office_id", existing_type=sa.Uuid(), nullable=True)

    # Who has come in already has read and agreed; who has only been entered in a list is asked at her first visit.
    came = "SELECT 1 FROM accounts a WHERE a.network_id = people.network_id AND a.person_id = people.id"
    op.execute(f"UPDATE people SET agreed_at = joined_at WHERE EXISTS ({came})")
