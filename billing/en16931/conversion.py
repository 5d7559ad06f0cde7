"""One e-invoice syntax into the other, or every reason why nothing may be lost that way."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Literal

from billing.en16931.checks.finvoice_rules import is_finnish_reference
from billing.en16931.checks.report import check, check_written_ubl
from billing.en16931.checks.violation import Violation
from billing.en16931.finnish_ids import is_finnish
from billing.en16931.finvoice import CannotWrite, write_finvoice
from billing.en16931.legal_fields import broken_by_law, lacking_by_law
from billing.en16931.model import Invoice, Note
from billing.en16931.peppol import in_peppol_form, lacking
from billing.en16931.reading import read_invoices
from billing.en16931.ubl import write_ubl
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid

BANK_REFERENCE = re.compile(r"[0-9]{2,20}|RF[0-9]{2}[0-9A-Z]{1,21}")  # EpiRemittanceInfoIdentifier
REFERENCE_NOTE = "Viite: "  # Finvoice is read in Finland
UNKNOWN_OPERATOR = "--"  # UBL names no operators; whoever sends the file on knows its own


class CannotConvert(Invalid):
    """The invoice can't be converted without losing something."""

    def __init__(self, reasons: Iterable[Message]) -> None:
        """Keep every reason; each names the field or rule."""
        super().__init__()
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        """Return every reason in English, a line each."""
        return "\n".join(str(reason) for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Converted:
    """An invoice in another syntax, and what a person has to know that isn't in it as it was."""

    content: bytes
    left_out: tuple[Message, ...] = ()


def convert(
    data: bytes, to: Literal["finvoice", "ubl"], *, now: datetime | None = None, finvoice_xsd: Path | None = None
) -> Converted:
    """Return the one invoice in a file in another syntax, with every field that the law asks for.

    UBL is Peppol BIS Billing 3 and has passed schema, EN 16931 and Peppol rules. Finvoice is 3.0 in EN 16931 mode and
    has passed our table of it, the schema where its path is given, and the EN 16931 rules on what the law asks for; its
    message id follows from the file's contents and its time stamp is `now`, or else the start of the issue day.

    Raises:
        CannotConvert: with each reason: what is lacking, what the other syntax has no place for, which rule fails.
        Invalid: the file can't be read at all (see `read_invoices`).
    """
    invoices = read_invoices(data)
    if len(invoices) != 1:
        raise CannotConvert(
            [msg("The file holds %(count)s invoices; convert them one at a time.", count=len(invoices))]
        )
    (invoice,) = invoices
    _refuse(lacking_by_law(invoice))
    if to == "ubl":
        return Converted(to_ubl(invoice))
    written = to_finvoice(invoice, message_id=message_id_of(data), now=now, finvoice_xsd=finvoice_xsd)
    return Converted(written, left_out_of_finvoice(invoice))


def to_ubl(invoice: Invoice) -> bytes:
    """Return an invoice as a document of Peppol BIS Billing 3.

    Raises:
        CannotConvert: something is lacking, or a rule of EN 16931 or Peppol doesn't hold.
    """
    formed = in_peppol_form(_with_transfer_as_note(_with_reference_of_note(invoice)))
    _refuse(lacking(formed))
    xml = write_ubl(formed)
    _refuse(_sentences(check_written_ubl(xml)))
    return xml


def _sentences(found: Iterable[Violation]) -> Sequence[Message]:
    return list({entry.id: _said(entry) for entry in found if entry.level == "fatal"}.values())


def _said(violation: Violation) -> Message:
    if violation.id in str(violation.sentence):
        return violation.sentence
    return msg("%(rule)s: %(sentence)s", rule=violation.id, sentence=violation.sentence)


def _refuse(reasons: Sequence[Message]) -> None:
    if reasons:
        raise CannotConvert(reasons)


def to_finvoice(
    invoice: Invoice, *, message_id: str, now: datetime | None = None, finvoice_xsd: Path | None = None
) -> bytes:
    """Return an invoice as a Finvoice 3.0 document.

    Raises:
        CannotConvert: Finvoice can't carry it, or a rule of Finvoice or of EN 16931 on a legal field doesn't hold.
    """
    try:
        xml = write_finvoice(
            _with_bank_reference(invoice),
            message_id=message_id,
            timestamp=now or datetime.combine(invoice.issued_on, time(), UTC),
            sender_intermediator=UNKNOWN_OPERATOR,
            receiver_intermediator=UNKNOWN_OPERATOR,
        )
    except CannotWrite as refusal:
        raise CannotConvert(refusal.reasons) from refusal
    # An account with wrong check digits is told by the check, but stays what the file says.
    _refuse(_sentences([*check(xml, finvoice_xsd=finvoice_xsd).violations, *broken_by_law(invoice)]))
    return xml


def left_out_of_finvoice(invoice: Invoice) -> tuple[Message, ...]:
    """Return what a Finvoice file has no place for although the law doesn't ask for it, for a person to know.

    Enclosed documents travel in a message of their own through banks, or beside the file in an operator's archive.
    """
    return tuple(
        msg("The enclosed document %(name)s (BG-24) isn't in the Finvoice file; send it beside it.", name=name)
        for attachment in invoice.attachments
        if attachment.content is not None
        for name in (attachment.filename or attachment.id,)
    )


def _with_bank_reference(invoice: Invoice) -> Invoice:
    """Return the invoice with a payment reference (BT-83) that Finnish banks take; one of another kind becomes a note.

    Only the Finnish reference and RF (ISO 11649) have a place in Finvoice's payment order.
    """
    others = _foreign_references(invoice)
    means = tuple(replace(one, reference=None) if one.reference in others else one for one in invoice.payment_means)
    notes = tuple(Note(REFERENCE_NOTE + reference) for reference in others)
    return replace(invoice, payment_means=means, notes=invoice.notes + notes)


def _foreign_references(invoice: Invoice) -> tuple[str, ...]:
    """Return the references of another form, and digits of a foreign seller that aren't a Finnish reference.

    A Finnish seller's wrong digits stay where they are, so that the check tells them.
    """
    stated = dict.fromkeys(means.reference for means in invoice.payment_means if means.reference)
    return tuple(one for one in stated if not _is_for_finnish_banks("".join(one.split()).upper(), invoice))


def _is_for_finnish_banks(reference: str, invoice: Invoice) -> bool:
    if not BANK_REFERENCE.fullmatch(reference):
        return False
    return is_finnish(invoice.seller) or reference.startswith("RF") or is_finnish_reference(reference)


def _with_transfer_as_note(invoice: Invoice) -> Invoice:
    """Return the invoice with a note of its transfer, which UBL has no other place for, unless it says so already."""
    transfer = invoice.transfer
    if transfer is None:
        return invoice
    words = transfer.clause if transfer.agreement in transfer.clause else f"{transfer.clause} {transfer.agreement}"
    said = any(words.strip() in note.text for note in invoice.notes)
    return invoice if said else replace(invoice, notes=(*invoice.notes, Note(words.strip())))


def _with_reference_of_note(invoice: Invoice) -> Invoice:
    """Return the invoice with the payment reference where it belongs, if `_with_bank_reference` made it a note."""
    found = next((note for note in invoice.notes if note.text.startswith(REFERENCE_NOTE)), None)
    if found is None or any(means.reference for means in invoice.payment_means):
        return invoice
    reference = found.text.removeprefix(REFERENCE_NOTE)
    return replace(
        invoice,
        payment_means=tuple(replace(means, reference=reference) for means in invoice.payment_means),
        notes=tuple(note for note in invoice.notes if note != found),
    )


def message_id_of(data: bytes) -> str:
    """Return a message identifier that is the same for the same file and no other; 32 of the 48 characters allowed."""
    return sha256(data).hexdigest()[:32]
