"""The e-invoice in a syntax, checked by the rules that run in production; what doesn't pass never leaves."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from billing.delivery.rules.routes import Syntax
from billing.en16931.arithmetic import Difference, differences
from billing.en16931.checks.report import check_written_finvoice
from billing.en16931.checks.saxon import RulesNotApplied
from billing.en16931.checks.schema import cii_schema_violations
from billing.en16931.cii import write_cii
from billing.en16931.conversion import UNKNOWN_OPERATOR, CannotConvert, to_ubl
from billing.en16931.finvoice import CannotWrite, write_finvoice
from billing.en16931.model import Invoice
from billing.en16931.vat_numbers import with_numbers_for_vat
from billing.en16931.xmlsafe import UnreadableXml, parse
from tenants.kernel.language import Message


@dataclass(frozen=True, slots=True)
class Ends:
    """The operators of sender and receiver, and the message's id; Finvoice names them in the document."""

    message_id: str
    sender_operator: str = ""
    receiver_operator: str = ""


@dataclass(slots=True)
class Checks:
    """What this installation checks beside the rules that come with the program; set once, when it starts."""

    finvoice_xsd: Path | None = None


CHECKS = Checks()


def write_syntax(invoice: Invoice, syntax: Syntax, ends: Ends) -> bytes:
    """Return an invoice as an e-invoice in one syntax.

    Raises:
        CannotConvert: the syntax can't carry it, or a rule doesn't hold; with every reason.
    """
    return _ubl(invoice) if syntax == "ubl" else _finvoice(invoice, ends)


def write_factur_x(invoice: Invoice) -> bytes | None:
    """Return an invoice as the Cross Industry Invoice of Factur-X; None where its sums or the schema are against it.

    Unlike Peppol it asks for no electronic address, so what can't be UBL may still be this.
    """
    if any(not _is_within(found) for found in differences(invoice)):
        return None
    xml = write_cii(with_numbers_for_vat(invoice))
    return None if cii_schema_violations(parse(xml)) else xml


def _is_within(found: Difference) -> bool:
    """Say whether a difference is one that the rules let pass: VAT of a rate, less than one off (BR-CO-17, BR-S-09).

    A credit note has the VAT that was charged, whose parts may come to a cent more or less than their own.
    """
    return found.term == "BT-117" and abs(found.stated - found.computed) < 1


def _ubl(invoice: Invoice) -> bytes:
    try:
        return to_ubl(invoice)
    except RulesNotApplied as refusal:
        raise CannotConvert([refusal.message]) from refusal


def _finvoice(invoice: Invoice, ends: Ends) -> bytes:
    try:
        xml = write_finvoice(
            invoice,
            message_id=ends.message_id,
            timestamp=datetime.combine(invoice.issued_on, time(), UTC),
            sender_intermediator=ends.sender_operator or UNKNOWN_OPERATOR,
            receiver_intermediator=ends.receiver_operator or UNKNOWN_OPERATOR,
        )
        broken = _broken_rules(xml)
    except CannotWrite as refusal:
        raise CannotConvert(refusal.reasons) from refusal
    except UnreadableXml as refusal:
        raise CannotConvert([refusal.message]) from refusal
    if broken:
        raise CannotConvert(broken)
    return xml


def _broken_rules(xml: bytes) -> list[Message]:
    fatal = (found for found in check_written_finvoice(xml, finvoice_xsd=CHECKS.finvoice_xsd) if found.level == "fatal")
    return list({found.id: found.sentence for found in fatal}.values())
