"""Pages of compared stories, rendered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table; it fills as stories are compared."""
    op.create_table(
        "pages",
        sa.Column("story", sa.String(12), primary_key=True),
        sa.Column("settings", sa.String(12), primary_key=True),
        sa.Column("drawn_by", sa.String(32), nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("packed_bytes", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["story", "settings"], ["comparisons.story", "comparisons.settings"], ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Removes it."""
    op.drop_table("pages")
