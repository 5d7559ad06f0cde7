"""Lists of open receivables for tests."""

from decimal import Decimal

from factories.cast import House, Member

from billing.requests.rules.draft import Upload
from billing.takeover.actions import Stated, take_over
from tenants.kernel.ids import SeriesId
from tenants.kernel.money import CENT

COLUMNS = "number;customer_number;issued_on;due_on;total;open;vat_rate;reference;reminder_1_on;reminder_1_fee"
# Open together: 125.50 + 40.00 - 12.55 = 152.95.
LIST = f"""{COLUMNS}
10000411;10001;2026-09-01;2026-09-15;125,50;125,50;25,5;1000 0411 9;2026-10-01;5,00
10000412;10001;2026-10-01;15.10.2026;100,40;40,00;25,5;;;
K-7;10001;2026-10-05;2026-10-05;-12,55;-12,55;25,5;;;
""".encode()
OPEN = CENT * 15295


def taken_over(
    member: Member,
    house: House,
    listed: bytes = LIST,
    *,
    total: Decimal = OPEN,
    starts: dict[SeriesId, int] | None = None,
) -> int:
    """Have a member take a list over, as one that the old ledger has at a total."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        stated = Stated(totals={"EUR": total}, next_numbers=starts or {})
        return take_over(actor, house.workspace_id, Upload("open.csv", listed), stated, now=now)
