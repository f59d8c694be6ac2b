"""The first layout: settings, studies, corrections, analyses."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "settings",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "studies",
        sa.Column("study_id", sa.String(80), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("stored", sa.Boolean, nullable=False),
        sa.Column("lenient", sa.Boolean, nullable=False),
        sa.Column("added_on", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("study_id", name="pk_studies"),
    )
    op.create_table(
        "corrections",
        sa.Column("correction_id", sa.Integer, nullable=False),
        _study("corrections"),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("view", sa.String(20), nullable=False),
        sa.Column("made_on", sa.String(32), nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("correction_id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_study_id", "corrections", ["study_id"])
    op.create_table(
        "analyses",
        sa.Column("key", sa.String(64), nullable=False),
        _study("analyses"),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("made_on", sa.String(32), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_analyses"),
    )
    op.create_index("ix_analyses_study_id", "analyses", ["study_id"])


def downgrade() -> None:
    """Remove the four tables."""
    for table in ("analyses", "corrections", "studies", "settings"):
        op.drop_table(table)


def _study(table: str) -> sa.Column[str]:
    reference = sa.ForeignKey("studies.study_id", name=f"fk_{table}_study_id", ondelete="CASCADE")
    return sa.Column("study_id", sa.String(80), reference, nullable=False)
