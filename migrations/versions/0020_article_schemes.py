"""Articles that are sold by a VAT scheme: on the margin, or with the VAT owed by the buyer."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BEFORE = "case when vat_use is null then vat_category <> 'S' else vat_category in ('S', 'Z') end"
AFTER = """case
    when vat_use is null then vat_category <> 'S'
    when vat_use like 'scheme:%' then vat_category in ('AE', 'E')
    else vat_category in ('S', 'Z')
end"""


def upgrade() -> None:
    """Let a scheme stand where the use of a rate does."""
    _check(AFTER)


def downgrade() -> None:
    """Know uses only; PostgreSQL refuses it while articles have a scheme."""
    _check(BEFORE)


def _check(condition: str) -> None:
    op.execute("alter table article drop constraint ck_article_vat_use")
    op.execute(f"alter table article add constraint ck_article_vat_use check ({condition})")
