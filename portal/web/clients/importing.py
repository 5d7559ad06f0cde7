"""A client list as CSV: read as billing requests are, shown before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from billing.requests.formats.table import Row
from portal.web._design import Field
from portal.web._design.words import Words
from portal.web.list_files import list_field, list_rows
from tenants.clients.actions import NewClient
from tenants.engagements.importing import JudgedRow, ListedClient
from tenants.firms.queries import FirmFacts
from tenants.kernel.country import COUNTRIES, USUAL_LANGUAGE
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid

NEEDED = ("business_id", "name", "contact_name", "contact_email")
OPTIONAL = (
    "country", "contact_phone", "language", "street", "postal_code", "city", "vat_status", "responsible_email",
    "engagement",
)  # fmt: skip


class EmptyList(Invalid):
    """The file names its columns, but no client."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A list before it is taken: each row with what would come of it, and the file to send along."""

    rows: tuple[JudgedRow, ...]
    content: str

    @property
    def new(self) -> int:
        """Return how many clients would be added."""
        return sum(row.is_new for row in self.rows)

    @property
    def known(self) -> int:
        """Return how many are on the register already."""
        return sum(row.is_known for row in self.rows)

    @property
    def wrong(self) -> int:
        """Return how many rows have to be corrected."""
        return sum(bool(row.problems) for row in self.rows)


def read_list(data: bytes, firm: FirmFacts) -> list[ListedClient]:
    """Return the clients of a CSV file, in its order.

    Raises:
        Invalid: the file can't be read; the sentence names the line where there is one.
    """
    rows = list_rows(data, needed=NEEDED, known={*NEEDED, *OPTIONAL})
    if not rows:
        raise EmptyList
    return [_listed(row, firm) for row in rows]


def file_field(errors: Sequence[Words] = ()) -> Field:
    """Return the field that asks for the file."""
    hint: Message = msg(
        "CSV with the columns business_id, name, contact_name and contact_email; also read: %(columns)s.",
        columns=", ".join(OPTIONAL),
    )
    return list_field(msg("Client list"), errors, hint=hint)


def _listed(row: Row, firm: FirmFacts) -> ListedClient:
    country = row["country"].upper() or firm.country
    usual = next((USUAL_LANGUAGE[code] for code in COUNTRIES if code == country), "en")
    client = NewClient(
        country=country,
        business_id=row["business_id"],
        name=row["name"],
        contact_name=row["contact_name"],
        contact_email=row["contact_email"],
        contact_phone=row["contact_phone"],
        language=row["language"].lower() or usual,
        street=row["street"],
        postal_code=row["postal_code"],
        city=row["city"],
        vat_status=row["vat_status"] or "unknown",
    )
    return ListedClient(row.line, client, row["responsible_email"], row["engagement"])
