"""Which invoices stand: those that weren't taken back with the list of an earlier program that they came in."""

from sqlalchemy import Integer, literal_column

from billing.invoices.models import Invoice

# Of `is null` PostgreSQL expects hardly a row until it has counted, and looks all invoices up by that instead of by
# number or day; of `<>` it expects all rows, as it should.
STANDS = Invoice.taken_back_at.is_(None).cast(Integer) != literal_column("0")
