"""The PDF of a run's summary."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from billing.documents.paper import Paper
from billing.documents.pdf import write_pdf
from billing.documents.run_summary.summary import AccountTotal, ClaimTotal, Issued, RateTotal, RunSummary
from billing.documents.templates import fill
from billing.documents.writing import amount, day, percent, plain
from tenants.kernel.language import Language, msg, translate

TEMPLATE = "run_summary/run_summary.html"
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The summary's tables in words: each row its cells, from left to right."""

    label: str
    workspace: str
    by: str
    at: str
    numbers: str
    count: int
    invoices_made: int
    credit_notes: int
    totals: tuple[Cells, ...]
    sums: tuple[Cells, ...]
    set_aside: tuple[Cells, ...]
    invoices: tuple[Cells, ...]
    claims: tuple[Cells, ...]
    accounts: tuple[Cells, ...]


def render_run_summary(summary: RunSummary, language: Language) -> bytes:
    """Return a run's summary as PDF/A-3b: what was made, totals, what was set aside and why."""
    title = f"{translate(msg('Invoice run'), language)} {plain(summary.label)}"
    return write_pdf(
        Paper(
            html=fill(TEMPLATE, language, doc=_shown(summary, language), title=title),
            title=f"{title} – {plain(summary.workspace)}",
            language=language,
            author=plain(summary.workspace),
            dated=summary.carried_out_at.date(),
        )
    )


def _shown(summary: RunSummary, language: Language) -> Shown:
    at = summary.carried_out_at
    first, last = plain(summary.first_number), plain(summary.last_number)
    return Shown(
        label=plain(summary.label),
        workspace=plain(summary.workspace),
        by=plain(summary.carried_out_by),
        at=f"{day(at.date(), language)} {at:%H:%M}",
        numbers=first if first == last else f"{first} – {last}",
        count=summary.count,
        invoices_made=summary.count - summary.credit_notes,
        credit_notes=summary.credit_notes,
        totals=tuple(_rate_cells(total, language) for total in summary.totals),
        sums=_sum_cells(summary.totals, language),
        set_aside=tuple(
            (plain(each.customer_number), plain(each.customer), plain(each.what), translate(each.reason, language))
            for each in summary.set_aside
        ),
        invoices=tuple(_invoice_cells(each, language) for each in summary.invoices),
        accounts=tuple(_account_cells(each, language) for each in summary.accounts),
        claims=tuple(cells for each in summary.claims for cells in _claim_cells(each, language)),
    )


def _rate_cells(total: RateTotal, language: Language) -> Cells:
    rate = translate(msg("No VAT"), language) if total.rate is None else percent(total.rate, language)
    return rate, total.currency, *_amounts(total.net, total.vat, total.currency, language)


def _account_cells(total: AccountTotal, language: Language) -> Cells:
    named = plain(total.account) or translate(msg("Without a sales account"), language)
    return named, total.currency, amount(total.net, total.currency, language)


def _sum_cells(totals: tuple[RateTotal, ...], language: Language) -> tuple[Cells, ...]:
    """Return one sum for each currency; currencies are never added together."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for total in totals:
        net, vat = sums.get(total.currency, (Decimal(0), Decimal(0)))
        sums[total.currency] = (net + total.net, vat + total.vat)
    name = translate(msg("In total"), language)
    return tuple((name, currency, *_amounts(net, vat, currency, language)) for currency, (net, vat) in sums.items())


def _amounts(net: Decimal, vat: Decimal, currency: str, language: Language) -> Cells:
    return tuple(amount(each, currency, language) for each in (net, vat, net + vat))


def _claim_cells(each: ClaimTotal, language: Language) -> Iterator[Cells]:
    for label, value in ((msg("Claimed from Skatteverket"), each.claimed), (msg("Customers pay"), each.asked)):
        yield translate(label, language), f"{amount(value, each.currency, language)} {each.currency}"


def _invoice_cells(each: Issued, language: Language) -> Cells:
    due = day(each.due_on, language) if each.due_on else ""
    money = tuple(amount(value, each.currency, language) for value in (each.net, each.vat, each.gross))
    return plain(each.number), plain(each.customer_number), plain(each.customer), due, each.currency, *money
