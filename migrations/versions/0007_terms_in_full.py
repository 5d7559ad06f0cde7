"""Terms in full: authority shown, records of acceptance, renewed consent, and what a variant lets a workspace do."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Remove them."""
