"""Articles and their versions, full text, stories, problems, visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the first tables; spelled out, so that later changes to the schema leave this step as it was."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("url", sa.Text),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.DateTime),
        sa.Column("published_precision", sa.String(6), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("credits", sa.Text, nullable=False),
        sa.Column("blocks", sa.Text, nullable=False),
        sa.Column("headline_only", sa.Boolean, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("charset", sa.String(40)),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("raw_bytes", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.UniqueConstraint("article", "number"),
        sa.UniqueConstraint("article", "fingerprint"),
    )
    op.create_index("versions_published", "versions", ["published"])
    op.create_table(
        "openings",
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("model", sa.String(16), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("formed", sa.DateTime, nullable=False),
    )
    op.create_table(
        "members",
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("story", sa.String(12), sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
    )
    op.create_index("members_story", "members", ["story"])
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("hint", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("first", sa.DateTime, nullable=False),
        sa.Column("last", sa.DateTime, nullable=False),
        sa.UniqueConstraint("source", "message"),
    )
    op.create_table(
        "visits",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "state",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    # The text itself stays in `versions`; only the current version of an article stands in the index.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5(title, text, outlet, content='versions', content_rowid='id', "
            'tokenize="porter unicode61 remove_diacritics 2")'
        )
    else:
        op.create_table(
            "words",
            sa.Column("version", sa.Integer, sa.ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
            sa.Column("vector", postgresql.TSVECTOR, nullable=False),
        )
        op.create_index("words_vector", "words", ["vector"], postgresql_using="gin")


def downgrade() -> None:
    """Removes everything."""
    for table in ("words", "state", "visits", "problems", "members", "stories", "openings", "versions", "articles"):
        op.drop_table(table)
