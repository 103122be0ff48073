"""What searches ask of comparisons: which articles carry points of which status, and who goes by which names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables; comparisons kept so far are made again, as they left nothing in them."""
    op.create_index("articles_current", "articles", ["current"])
    op.create_table(
        "carried",
        sa.Column("story", sa.String(12), primary_key=True),
        sa.Column("settings", sa.String(12), primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("status", sa.String(12), primary_key=True),
        sa.ForeignKeyConstraint(
            ["story", "settings"], ["comparisons.story", "comparisons.settings"], ondelete="CASCADE"
        ),
    )
    op.create_index("carried_article", "carried", ["article", "status"])
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("story", sa.String(12), nullable=False),
        sa.Column("settings", sa.String(12), nullable=False),
        sa.Column("entity", sa.Integer, nullable=False),
        sa.Column("alias", sa.Text, nullable=False),
        sa.Column("folded", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["story", "settings"], ["comparisons.story", "comparisons.settings"], ondelete="CASCADE"
        ),
    )
    op.create_index("aliases_folded", "aliases", ["folded"])
    op.create_index("aliases_entity", "aliases", ["story", "settings", "entity"])
    op.execute("DELETE FROM comparisons")


def downgrade() -> None:
    """Removes what was added."""
    op.drop_table("aliases")
    op.drop_table("carried")
    op.drop_index("articles_current", "articles")
