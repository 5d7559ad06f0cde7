"""Billing requests from CSV: one row a line, rows with the same request id are one request. Columns: README.md."""

from collections.abc import Sequence
from dataclasses import replace

from billing.countries.register import country_rules
from billing.customers.rules.card_input import CustomerInput
from billing.en16931.arithmetic import completed
from billing.en16931.model import Delivery, Identifier, Invoice, Note, Party, Period, PrecedingInvoice
from billing.requests.formats.csv_lines import is_silent, left_to_article, read_line, read_reasons, refuse_unworded
from billing.requests.formats.csv_work import OF_HOME, OF_WORK, with_work
from billing.requests.formats.table import Row, column_names, read_table
from billing.requests.formats.values import choice, day
from billing.requests.rules.draft import Defaults, Draft
from billing.requests.rules.unsaid import CURRENCY, article_field, line_field
from tenants.kernel.money import UnknownCurrency
from tenants.kernel.refusals import Invalid

NEEDED = ("request_id", "customer_number", "text", "quantity", "unit_price", "vat_rate")
# An article says what the rest is; so does the customer's card.
NEEDED_WITH_ARTICLE = ("request_id", "customer_number", "article", "quantity")
# What belongs to the request and not to a line: it may stand in one row of the request, or the same in several.
OF_REQUEST = (
    "customer_number", "customer_name", "customer_kind", "customer_street", "customer_postal_code", "customer_city",
    "customer_country", "customer_email", "customer_business_id", "customer_vat_id", "currency", "order_reference",
    "buyer_reference", "period_start", "period_end", "delivered_on", "due_on", "note", "credited_invoice", "state",
    *OF_HOME,
)  # fmt: skip
OF_LINE = (
    "article",
    "text",
    "quantity",
    "unit",
    "unit_price",
    "vat_rate",
    "vat_category",
    "vat_scheme",
    "vat_reason",
    "discount_percent",
    "line_period_start",
    "line_period_end",
    "household_work",
    *OF_WORK,
)
FIGURES = ("quantity", "unit_price", "vat_rate", "discount_percent", "work_hours")
KNOWN = frozenset({"request_id", *OF_REQUEST, *OF_LINE})
STATES = ("", "ready", "new", "cancelled")
KINDS = ("business", "consumer", "public")
INVOICE, CREDIT_NOTE = "380", "381"  # UNTDID 1001


class NoRequests(Invalid):
    """The file has a first row with columns, but no request."""


class RequestIdMissing(Invalid):
    """Line %(line)s has no request_id."""


class Contradiction(Invalid):
    """Line %(line)s says %(given)s in column %(column)s, but an earlier line of the same request says %(before)s."""


def read_csv(data: bytes, defaults: Defaults) -> tuple[Draft, ...]:
    """Return the requests of a CSV file in the order in which they begin; amounts are reckoned.

    Raises:
        Invalid: the file is broken; the sentence names the line.
    """
    grouped: dict[str, list[Row]] = {}
    needed = NEEDED_WITH_ARTICLE if "article" in column_names(data) else NEEDED
    for row in read_table(data, needed=needed, known=KNOWN, figures=FIGURES):
        if not row["request_id"]:
            raise RequestIdMissing(line=row.line)
        grouped.setdefault(row["request_id"], []).append(row)
    if not grouped:
        raise NoRequests
    return tuple(draft_of_rows(key, rows, defaults) for key, rows in grouped.items())


def draft_of_rows(key: str, rows: Sequence[Row], defaults: Defaults) -> Draft:
    """Return the request that some rows state together.

    Raises:
        Invalid: a field can't be read, or the rows contradict each other.
    """
    head = _head(rows)
    content = _reckoned(_content(key, head, rows, defaults))
    return Draft(
        key=key,
        place=str(rows[0].line) if len(rows) == 1 else f"{rows[0].line}–{rows[-1].line}",
        source="csv",
        content=content,
        unsaid=_unsaid(head, rows, content),
        customer_number=head["customer_number"],
        buyer=_card(head, defaults),
        cancelled=choice(head, "state", STATES) == "cancelled",
    )


def _head(rows: Sequence[Row]) -> Row:
    """Return what the rows of one request say of the whole of it.

    Raises:
        Contradiction: two of them say different things.
    """
    head: dict[str, str] = {}
    for row in rows:
        for column in OF_REQUEST:
            given, before = row[column], head.get(column)
            if given and before and given != before:
                raise Contradiction(line=row.line, column=column, given=given[:80], before=before[:80])
            head[column] = before or given
    return replace(rows[0], fields=head)


def _content(key: str, head: Row, rows: Sequence[Row], defaults: Defaults) -> Invoice:
    credited, delivered_on = head["credited_invoice"], day(head, "delivered_on")
    period = Period(day(head, "period_start"), day(head, "period_end"))
    currency = head["currency"].upper() or defaults.currency
    schemes = country_rules(defaults.country).vat.schemes(delivered_on or period.end or defaults.on)
    refuse_unworded(rows, defaults.country)
    return Invoice(
        number=key,
        issued_on=defaults.on,
        type_code=CREDIT_NOTE if credited else INVOICE,
        currency=currency,
        due_on=day(head, "due_on"),
        buyer_reference=head["buyer_reference"] or None,
        order_reference=head["order_reference"] or None,
        notes=(Note(head["note"]),) if head["note"] else (),
        preceding_invoices=(PrecedingInvoice(credited),) if credited else (),
        seller=defaults.seller,
        buyer=Party(name=head["customer_name"], identifiers=(Identifier(head["customer_number"]),)),
        delivery=Delivery(delivered_on=delivered_on) if delivered_on else None,
        period=period if period.start or period.end else None,
        lines=tuple(
            with_work(read_line(row, place, currency, schemes), row, head) for place, row in enumerate(rows, 1)
        ),
        vat_breakdown=read_reasons(rows, schemes),
    )


def _unsaid(head: Row, rows: Sequence[Row], content: Invoice) -> dict[str, str]:
    """Return what the rows leave to the customer's card, each with what it means where the card says nothing."""
    silent = (line for row, line in zip(rows, content.lines, strict=True) if is_silent(row))
    unsaid = {line_field(line.id): line.vat.category for line in silent}
    for row, line in zip(rows, content.lines, strict=True):
        if row["article"]:
            unsaid[article_field(line.id)] = " ".join(left_to_article(row))
    return unsaid if head["currency"] else {CURRENCY: content.currency, **unsaid}


def _reckoned(content: Invoice) -> Invoice:
    """Return a request with its amounts; without them where its currency isn't one, which the check then says."""
    try:
        return completed(content)
    except UnknownCurrency:
        return replace(content, vat_breakdown=())


def _card(head: Row, defaults: Defaults) -> CustomerInput | None:
    """Return the card for a customer who isn't known; None where the row doesn't name them."""
    if not head["customer_name"]:
        return None
    country = head["customer_country"].upper() or defaults.country
    registered = head["customer_business_id"] or head["customer_vat_id"]
    return CustomerInput(
        number=head["customer_number"],
        name=head["customer_name"],
        kind=choice(head, "customer_kind", KINDS) or ("business" if registered else "consumer"),
        business_id=head["customer_business_id"] or None,
        vat_id=head["customer_vat_id"] or None,
        street=head["customer_street"],
        postal_code=head["customer_postal_code"],
        city=head["customer_city"],
        country=country,
        email=head["customer_email"],
        language=defaults.language_for(country),
        buyer_reference=None,
    )
