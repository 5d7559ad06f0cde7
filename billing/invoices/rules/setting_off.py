"""A credit note set off against the invoices that it names (BG-3): never over what is left of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from billing.en16931.arithmetic import vat_key
from billing.en16931.model import Invoice, VatSubtotal
from billing.en16931.model.amounts import ZERO
from billing.invoices.rules.left import Left, exceeding, left_of, within
from billing.invoices.rules.shares import shares_of
from tenants.kernel.ids import CustomerId, InvoiceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

# The fields of a request that a refusal is about: the invoices that it names (BG-3), or how much it credits.
NAMED, AMOUNTS = "preceding_invoices", "totals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditable:
    """An issued invoice that a credit note may name: whose it is today, what is open, and what was credited of it."""

    id: InvoiceId
    customer_id: CustomerId
    content: Invoice
    open: Decimal
    credits: tuple[Invoice, ...] = ()

    @property
    def left(self) -> Left:
        """Return what is left to be credited."""
        return left_of(self.content, self.credits)


@dataclass(frozen=True, slots=True)
class Taking:
    """What a credit note takes of an invoice: its share, and how much of the receivable is set off, in its currency."""

    original: Creditable
    share: Invoice
    amount: Decimal

    @property
    def after(self) -> Creditable:
        """Return the invoice with this credit note too."""
        one = self.original
        return replace(one, open=one.open - self.amount, credits=(*one.credits, self.share))


@dataclass(frozen=True, slots=True)
class SetOff:
    """A credit note with the VAT that was charged, and what it takes of each invoice that is known here."""

    note: Invoice
    takings: tuple[Taking, ...] = ()


def numbers_named(invoice: Invoice) -> tuple[str, ...]:
    """Return the numbers of the invoices that a credit note names, each once; nothing for an invoice."""
    if not invoice.is_credit_note:
        return ()
    return tuple(dict.fromkeys(one.number for one in invoice.preceding_invoices))


def is_about(note: Invoice, original: Invoice) -> bool:
    """Say whether the day that a credit note states of an invoice (BT-26), if any, is the day of the one by its number.

    An earlier program may have given the same number.
    """
    days = {each.issued_on for each in note.preceding_invoices if each.number == original.number}
    return bool(days & {None, original.issued_on})


def set_off(note: Invoice, customer_id: CustomerId, known: Mapping[str, Creditable]) -> SetOff | Problem:
    """Return a credit note as it is set off against the invoices that it names, or at which field it can't be issued.

    `customer_id` is the customer's card of today. A credit note of invoices that aren't known, such as those of an
    earlier program, stays as it is. Directive 2006/112/EC art. 219: it amends the invoices that it refers to.
    """
    originals = [known[number] for number in numbers_named(note) if number in known]
    originals = [one for one in originals if not _is_of_earlier_days(note, customer_id, one)]
    if not originals:
        return SetOff(note)
    reason = _unknown_beside(note, originals) or next(_contradictions(note, customer_id, originals), None)
    if reason is not None:
        return Problem(NAMED, reason)
    shares = shares_of(note, [one.content for one in originals])
    reason = next((said for pair in zip(originals, shares, strict=True) for said in _excesses(*pair)), None)
    if reason is not None:
        return Problem(AMOUNTS, reason)
    charged = [within(share, one.left) for one, share in zip(originals, shares, strict=True)]
    whole = charged[0] if len(charged) == 1 else _together(note, charged)
    return SetOff(whole, tuple(_takings(whole, originals, charged)))


def _is_of_earlier_days(note: Invoice, customer_id: CustomerId, one: Creditable) -> bool:
    """Say whether a credit note is about an invoice of an earlier program that had the number of one of ours.

    Both the customer and the day of the invoice (BT-26) tell it then.
    """
    return one.customer_id != customer_id and not is_about(note, one.content)


def _unknown_beside(note: Invoice, originals: Sequence[Creditable]) -> Message | None:
    """Refuse an unknown invoice beside known ones: how much of the credit note is whose can't be told."""
    known = {one.content.number for one in originals}
    missing = next((number for number in numbers_named(note) if number not in known), None)
    if missing is None:
        return None
    return msg("There is no invoice %(number)s here. Credit it apart from the others.", number=missing)


def _contradictions(note: Invoice, customer_id: CustomerId, originals: Sequence[Creditable]) -> Iterator[Message]:
    for one in originals:
        number, content = one.content.number, one.content
        if content.is_credit_note:
            yield msg("%(number)s is a credit note, and a credit note can't be credited.", number=number)
        elif one.customer_id != customer_id:
            yield msg("Invoice %(number)s is another customer's.", number=number)
        elif not is_about(note, content):
            day = content.issued_on
            yield msg("Invoice %(number)s is dated %(day)s, not as the credit note says.", number=number, day=day)
        elif content.currency != note.currency:
            yield msg("Invoice %(number)s is in %(currency)s.", number=number, currency=content.currency)


def _excesses(one: Creditable, share: Invoice) -> Iterator[Message]:
    left, number = one.left, one.content.number
    if left.is_nothing and (share.totals.net or share.totals.vat):
        yield msg("Invoice %(number)s has been credited in full already.", number=number)
    for entry, most in exceeding(share, left):
        yield _over(entry, most, number)
    if one.content.totals.claimed and (share.totals.claimed, share.totals.net) != (
        one.content.totals.claimed,
        one.content.totals.net,
    ):
        yield msg("An invoice with ROT or RUT work is credited in full, so that Skatteverket's part goes with it.")


def _over(entry: VatSubtotal, most: Decimal, number: str) -> Message:
    category, rate = vat_key(entry.treatment)
    facts = {"number": number, "most": most, "amount": entry.taxable}
    if not rate:
        return msg(
            "Invoice %(number)s has %(most)s left to credit in VAT category %(code)s; this is %(amount)s.",
            **facts,
            code=category,
        )
    return msg(
        "Invoice %(number)s has %(most)s left to credit at %(rate)s %% VAT; this is %(amount)s.",
        **facts,
        rate=rate.normalize(),
    )


def _together(note: Invoice, shares: Sequence[Invoice]) -> Invoice:
    """Return a credit note of several invoices with the VAT, and the rounding, of all its shares."""
    taxes: dict[object, Decimal] = {}
    for entry in (entry for share in shares for entry in share.vat_breakdown):
        taxes[vat_key(entry.treatment)] = taxes.get(vat_key(entry.treatment), ZERO) + entry.tax
    breakdown = tuple(replace(one, tax=taxes.get(vat_key(one.treatment), one.tax)) for one in note.vat_breakdown)
    vat = sum((one.tax for one in breakdown), ZERO)
    rounding, gross = sum((share.totals.rounding for share in shares), ZERO), note.totals.net + vat
    totals = replace(note.totals, vat=vat, gross=gross, rounding=rounding, payable=gross - note.totals.paid + rounding)
    return replace(note, vat_breakdown=breakdown, totals=totals)


def _takings(note: Invoice, originals: Sequence[Creditable], shares: Sequence[Invoice]) -> Iterator[Taking]:
    """Yield how much of each receivable goes: no more than is open on it; the customer is owed the rest."""
    rest = note.totals.payable
    for one, share in zip(originals, shares, strict=True):
        amount = max(min(one.open, share.totals.payable, rest), ZERO)
        rest -= amount
        yield Taking(one, share, amount)
