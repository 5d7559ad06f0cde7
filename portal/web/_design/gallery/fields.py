"""An invented customer card and plan choice, with answers that have to be changed."""

from portal.web._design.fields import Field, Option

FIELDS = (
    Field(name="name", label="Name", value="Matkailu Oy", required=True, autocomplete="organization"),
    Field(
        name="postcode",
        label="Postal code",
        hint="Five digits in Finland.",
        errors=("The postal code is missing.",),
        required=True,
    ),
    Field(
        name="email", label="E-mail", kind="email", hint="Invoices go here when the customer can't receive e-invoices."
    ),
    Field(
        name="limit",
        label="Credit limit",
        kind="money",
        value="1 500,00",
        suffix="EUR",
        errors=("The amount has more decimals than its currency.",),
    ),
    Field(name="from", label="Customer since", kind="date", value="2026-11-23"),
    Field(
        name="language",
        label="Language",
        kind="select",
        value="fi",
        options=(
            Option("fi", "Suomi"),
            Option("sv", "Svenska"),
            Option("se", "Davvisámegiella", refusal="not yet offered"),
        ),
    ),
    Field(
        name="route",
        label="Delivery",
        kind="radio",
        value="einvoice",
        required=True,
        options=(
            Option("einvoice", "E-invoice", "Found at the receiver's operator"),
            Option("email", "E-mail"),
            Option("letter", "Letter", refusal="Printing isn't active for this company."),
        ),
    ),
    Field(name="block", label="Never remind this customer", kind="checkbox", hint="Collection is blocked too."),
    Field(name="note", label="Note", kind="textarea"),
    Field(name="number", label="Customer number", value="10077", refusal="Numbers are given by the series."),
    Field(
        name="file",
        label="Bank file",
        kind="file",
        accept=".xml,.txt",
        hint="camt.053, camt.054, KTL, OCR giro or BgMax.",
    ),
)
VARIANTS = Field(
    name="variant",
    label="Plan variant",
    value="smart",
    required=True,
    options=(
        Option("invoice", "Invoice", price="9.00 EUR a month", points=("Write and send invoices", "Open receivables")),
        Option("start", "Start", price="19.00 EUR a month", points=("All of Invoice", "Reminders", "E-invoices")),
        Option(
            "smart",
            "Smart",
            price="39.00 EUR a month",
            badge="today",
            points=("All of Start", "Billing requests", "Contracts"),
        ),
        Option(
            "pro",
            "Pro",
            price="79.00 EUR a month",
            points=("All of Smart", "Streams", "Collection"),
            refusal="Only after the firm's approval.",
        ),
    ),
)
