"""The credit note of an invoice: of all of it, of what is left, or of parts of its lines; never over what is left.

Directive 2006/112/EC art. 219: a document that amends an invoice and refers to it (BG-3) is treated as an invoice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from billing.en16931.arithmetic import completed, rounded
from billing.en16931.model import Invoice, Item, Line, Note, PrecedingInvoice, Price, VatSubtotal
from billing.en16931.model.amounts import ZERO
from billing.invoices.rules.left import Left, LineLeft, fits, left_of, share_of_stated, takes_all, within
from tenants.kernel.language import msg
from tenants.kernel.money import exponent
from tenants.kernel.refusals import Conflict, InvalidFields, Problem

CREDIT_NOTE = "381"
# UN/ECE Recommendation 20: one, of whatever the line is about.
ONE = "C62"


class NothingLeft(Conflict):
    """This invoice has been credited in full already."""


class NotInParts(Conflict):
    """An invoice with ROT or RUT work is credited in full, so that Skatteverket's part goes with it."""


class NotCreditable(Conflict):
    """A credit note can't be credited."""


def credit_all(original: Invoice, *, reason: str = "") -> Invoice:
    """Return the credit note that takes back a whole invoice, line by line and to the cent, without its number.

    Raises:
        NotCreditable: it is a credit note itself.
    """
    return replace(_headed(original, reason), lines=original.lines)


def credit_rest(original: Invoice, credits_: Sequence[Invoice], *, text: str, reason: str = "") -> Invoice:
    """Return the credit note of what is left of an invoice: all of it, else a line for each VAT rate, named `text`.

    Where the rounding alone is left, the line is one of nil: BR-16 wants a line.

    Raises:
        NothingLeft: it has been credited in full. NotCreditable: it is a credit note itself.
    """
    left = left_of(original, credits_)
    if left.is_nothing:
        raise NothingLeft(original.number)
    if left == left_of(original, ()):
        return credit_all(original, reason=reason)
    # Lines of their own, whose ids no line of the original has.
    rest = [group for group in left.groups if group.taxable or group.tax] or left.groups[:1]
    lines = tuple(_line(f"R{len(credits_)}-{place}", group, text) for place, group in enumerate(rest, start=1))
    return _stated(_partial(original, lines, reason), left, original)


def credit_lines(
    original: Invoice, credits_: Sequence[Invoice], amounts: Mapping[int, Decimal], *, reason: str = ""
) -> Invoice:
    """Return the credit note of parts of an invoice: net amounts by the place of the line, counted from nought.

    A line whose whole amount is credited stands as it was; of another, one piece at the amount.

    Raises:
        NothingLeft: it has been credited in full. NotCreditable: it is a credit note itself.
        InvalidFields: an amount is over what is left of its line or VAT rate, or there is none; each at its field.
    """
    left = left_of(original, credits_)
    if left.is_nothing:
        raise NothingLeft(original.number)
    wanted = {place: amount for place, amount in amounts.items() if amount}
    if problems := _problems(original, left, wanted):
        raise InvalidFields(problems)
    if all(wanted.get(place, ZERO) == one.net for place, one in enumerate(left.lines)) and not credits_:
        return credit_all(original, reason=reason)
    lines = tuple(_part(left.lines[place], amount) for place, amount in sorted(wanted.items()))
    note = _partial(original, lines, reason)
    if not fits(note, left):
        over = msg("Together this is more than what is left to credit at one VAT rate; allowances were taken off it.")
        raise InvalidFields((Problem("lines", over),))
    return _stated(note, left, original)


def field_of(place: int) -> str:
    """Return the name of the field in which the amount of a line is typed."""
    return f"line-{place}"


def _problems(original: Invoice, left: Left, wanted: Mapping[int, Decimal]) -> tuple[Problem, ...]:
    if not wanted:
        return (Problem("lines", msg("Type an amount to credit at one line at least.")),)
    return tuple(
        problem
        for place, amount in sorted(wanted.items())
        if (problem := _problem(original, left, place, amount)) is not None
    )


def _problem(original: Invoice, left: Left, place: int, amount: Decimal) -> Problem | None:
    if not 0 <= place < len(left.lines):
        return Problem("lines", msg("The invoice has no such line."))
    most = left.lines[place].net
    if amount != rounded(amount, original.currency):
        return Problem(
            field_of(place), msg("At most %(count)s decimals are possible.", count=exponent(original.currency))
        )
    if not (ZERO < amount <= most or most <= amount < ZERO):
        return Problem(field_of(place), msg("At most %(most)s is left of this line.", most=most))
    return None


def _headed(original: Invoice, reason: str) -> Invoice:
    """Return the original as the credit note of itself: what was sold to whom stays, what asked for money goes."""
    if original.is_credit_note:
        raise NotCreditable(original.number)
    return replace(
        original,
        number="",
        type_code=CREDIT_NOTE,
        preceding_invoices=(PrecedingInvoice(original.number, original.issued_on),),
        due_on=None,
        payment_terms=None,
        # It asks for no money, also not for a finance company that the invoice was transferred to.
        payee=None,
        transfer=None,
        payment_means=(),
        notes=(Note(reason),) if reason else (),
        attachments=(),
    )


def _partial(original: Invoice, lines: tuple[Line, ...], reason: str) -> Invoice:
    """Return a credit note of some lines; what was paid, or taken off the whole, isn't part of it.

    Raises:
        NotInParts: Skatteverket pays a part of the invoice.
    """
    if original.totals.claimed:
        raise NotInParts(original.number)
    totals = replace(original.totals, paid=ZERO, rounding=ZERO, vat_in_vat_currency=None)
    headed = _headed(original, reason)
    return completed(replace(headed, lines=lines, allowances=(), charges=(), totals=totals))


def _part(one: LineLeft, amount: Decimal) -> Line:
    line = one.line
    if amount == line.net:
        return line
    return replace(
        line,
        quantity=Decimal(1).copy_sign(amount),
        unit=ONE,
        price=Price(net=abs(amount)),
        allowances=(),
        charges=(),
    )


def _line(id_: str, group: VatSubtotal, text: str) -> Line:
    sign = Decimal(1).copy_sign(group.taxable)
    return Line(id=id_, quantity=sign, price=Price(net=abs(group.taxable)), item=Item(name=text), vat=group.treatment)


def _stated(note: Invoice, left: Left, original: Invoice) -> Invoice:
    """Return a credit note with the VAT that was charged, also as the invoice states it in the accounting currency."""
    charged = within(note, left)
    stated = _in_vat_currency(charged.totals.vat, original, left, last=takes_all(charged, left))
    return replace(charged, totals=replace(charged.totals, vat_in_vat_currency=stated))


def _in_vat_currency(vat: Decimal, original: Invoice, left: Left, *, last: bool) -> Decimal | None:
    """Return the VAT of a part in the accounting currency (BT-111): its share, and with the last what is left of it."""
    share, most = share_of_stated(original, vat), left.vat_stated
    if share is None or most is None or last:
        return most
    is_within = abs(vat) <= abs(left.vat)
    return min(abs(share), abs(most)).copy_sign(share) if is_within and share else share
