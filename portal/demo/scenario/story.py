"""What a client of the demo is like."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from billing.seller.actions import SellerInput
from billing.streams.rules import NewStream
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient
from tenants.diligence.rules import Risk
from tenants.kernel.country import Country
from tenants.kernel.language import Language

SAMPLES = Path(__file__).parents[3] / "samples"
Reached = Literal["engaged", "invited", "declined", "active", "cancelled"]


@dataclass(frozen=True, slots=True)
class Batch:
    """A stream and the sample files that are imported into it, in order."""

    stream: NewStream
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """What the accountant puts right on one customer's card: the customer's number, what was missing, and the field."""

    customer_number: str
    missing: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to come of the files, counted by hand: read in all, issued, left invalid, called off."""

    read: int
    issued: int
    invalid: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class Good:
    """Something that is sold: code, text, unit (UN/ECE), the use that the country's VAT table names, price."""

    code: str
    text: str
    unit: str
    vat: str
    price: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A contract over an article, billed every so many months of the calendar beforehand."""

    number: str
    customer_number: str
    name: str
    months: int
    article: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handwritten:
    """An invoice of one line that the client's admin writes, and what comes of it; `remark` is why it comes back."""

    customer_number: str
    text: str
    quantity: str
    price: str
    outcome: Literal["sent", "returned", "waits"]
    message: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The main job for a client: settings, files, the card to mend, what must come of it, and what is left to be run.

    `later` is imported once the work is done, into the last of the streams, and stays ready for the reader; so do the
    requests of `contracts`, which bill `goods`. `written` goes through the service desk.
    """

    seller: SellerInput
    batches: tuple[Batch, ...]
    mend: Mend
    expected: Expected
    later: str = ""
    goods: tuple[Good, ...] = ()
    contracts: tuple[Agreed, ...] = ()
    written: tuple[Handwritten, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A question, who of the two sides asks it, in how many days it is due, and the answer where there is one."""

    asker: Literal["firm", "client"]
    subject: str
    body: str
    due_in: int
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Due diligence: at what risk, how many days ago it was done, and in how many it is to be done again."""

    risk: Risk
    days_ago: int
    renews_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A client, how far its collaboration has come, and the work done for it once it is active.

    `days_ago` says since when the collaboration runs, or when it was answered.
    """

    client: NewClient
    offer: Offer
    reached: Reached
    days_ago: int = 0
    work: Work | None = field(default=None)
    talk: Talk | None = None
    known: Known | None = None

    @property
    def is_accepted(self) -> bool:
        """Return whether its admin has accepted, and can sign in."""
        return self.reached in {"active", "cancelled"}

    @property
    def address(self) -> dict[str, str]:
        """Return where the client is found: its own settings say it, else the firm's register."""
        place = self.work.seller if self.work else self.client
        return {"street": place.street, "postal_code": place.postal_code, "city": place.city}

    @property
    def name(self) -> str:
        """Return the client's name."""
        return self.client.name

    @property
    def country(self) -> Country:
        """Return the client's country."""
        return cast("Country", self.client.country)

    @property
    def language(self) -> Language:
        """Return the language of the client's contact."""
        return cast("Language", self.client.language)
