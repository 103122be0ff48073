"""What forming stories needs of an article, beside its embedded opening."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table; it fills when stories are next formed."""
    op.create_table(
        "sketches",
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("method", sa.String(40), nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Removes it."""
    op.drop_table("sketches")
