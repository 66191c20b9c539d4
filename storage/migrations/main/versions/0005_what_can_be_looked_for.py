"""What can be looked for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Without the words themselves: what is taken out is told by the trigger. Whoever recreates the table makes them anew.
LOOKED_UP = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')",
    "CREATE TRIGGER search_index_insert AFTER INSERT ON search_index BEGIN "
    "INSERT INTO search_fts (rowid, tokens) VALUES (NEW.place, NEW.tokens); END",
    "CREATE TRIGGER search_index_delete AFTER DELETE ON search_index BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, tokens) VALUES ('delete', OLD.place, OLD.tokens); END",
)


def upgrade() -> None:
    """Apply."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "search_counts",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_table(
        "search_index",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("tokens", sa.Text() if sqlite else postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "id"],
            ["questions.network_id", "questions.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
        sa.UniqueConstraint("place"),
    )
    with op.batch_alter_table("search_index", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_index_edition"), ["edition"], unique=False)
    op.create_table(
        "search_vectors",
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "id"],
            ["questions.network_id", "questions.id"],
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
        ),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    if sqlite:
        for statement in LOOKED_UP:
            op.execute(statement)
    else:
        op.create_index("ix_search_index_tokens", "search_index", ["tokens"], postgresql_using="gin")
