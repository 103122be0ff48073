"""What lists show without reading texts, stored comparisons, judgements."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ROWS = 200
_STATUSES = ("corroborated", "repeated", "contested", "superseded", "single")
_COPIED = ("outlet", "published", "published_precision", "language", "sha256")


def upgrade() -> None:
    """Adds columns to articles and stories, and fills those of the articles; stories are formed again."""
    op.add_column("articles", sa.Column("headline", sa.Text, nullable=False, server_default=""))
    op.add_column("articles", sa.Column("outlet", sa.Text))
    op.add_column("articles", sa.Column("published", sa.DateTime))
    op.add_column("articles", sa.Column("published_precision", sa.String(6), nullable=False, server_default="day"))
    op.add_column("articles", sa.Column("language", sa.String(2), nullable=False, server_default="en"))
    op.add_column("articles", sa.Column("sha256", sa.String(64), nullable=False, server_default=""))
    op.create_index("articles_url", "articles", ["url"])
    _fill(op.get_bind())
    op.add_column("stories", sa.Column("title", sa.Text, nullable=False, server_default=""))
    op.add_column("stories", sa.Column("articles", sa.Integer, nullable=False, server_default="0"))
    op.add_column("stories", sa.Column("outlets", sa.Integer, nullable=False, server_default="0"))
    op.add_column("stories", sa.Column("earliest", sa.DateTime))
    op.add_column("stories", sa.Column("latest", sa.DateTime))
    op.add_column("stories", sa.Column("contents", sa.String(32), nullable=False, server_default=""))
    op.create_index("stories_latest", "stories", ["latest"])
    # Their numbers are not filled in here; the next listing forms them again under the same ids.
    op.execute("DELETE FROM state WHERE name = 'stories'")
    op.create_table(
        "comparisons",
        sa.Column("story", sa.String(12), sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("settings", sa.String(12), primary_key=True),
        sa.Column("contents", sa.String(32), nullable=False),
        sa.Column("made_from", sa.String(32), nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        *(sa.Column(status, sa.Integer, nullable=False) for status in _STATUSES),
        sa.Column("texts", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("export", sa.LargeBinary, nullable=False),
        sa.Column("export_bytes", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("undone", sa.DateTime),
    )


def _fill(connection: sa.Connection) -> None:
    articles = sa.table("articles", sa.column("id"), sa.column("current"), sa.column("headline"), *_copied())
    versions = sa.table(
        "versions", sa.column("id"), sa.column("title"), sa.column("text"), sa.column("blocks"), *_copied()
    )
    numbers = list(connection.execute(sa.select(articles.c.id)).scalars())
    for first in range(0, len(numbers), _ROWS):
        rows = connection.execute(
            sa.select(articles.c.id.label("number"), versions)
            .join_from(articles, versions, versions.c.id == articles.c.current)
            .where(articles.c.id.in_(numbers[first : first + _ROWS]))
        ).all()
        for row in rows:
            connection.execute(
                sa.update(articles)
                .where(articles.c.id == row.number)
                .values(
                    headline=_headline(row.title, row.text, row.blocks),
                    **{name: getattr(row, name) for name in _COPIED},
                )
            )


def _copied() -> list[sa.ColumnClause[object]]:
    return [sa.column(name, sa.DateTime() if name == "published" else sa.Text()) for name in _COPIED]


def _headline(title: str, text: str, blocks: str) -> str:
    found = title
    for kind, field, start, end in json.loads(blocks):
        if not found and kind == "headline" and field == "text":
            found = text[start:end]
    return " ".join(found.split() or text[:200].split()[:12])


def downgrade() -> None:
    """Removes what was added."""
    op.drop_table("judgements")
    op.drop_table("comparisons")
    op.drop_index("stories_latest", "stories")
    for column in ("contents", "latest", "earliest", "outlets", "articles", "title"):
        op.drop_column("stories", column)
    op.drop_index("articles_url", "articles")
    for column in ("headline", *_COPIED):
        op.drop_column("articles", column)
