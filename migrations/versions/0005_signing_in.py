"""Signing in: passkeys, recovery codes, OpenID Connect, step-up; absence cover."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Remove them."""
