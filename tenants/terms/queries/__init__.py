"""Reading the terms: what is in force, what waits to be accepted, what was accepted and the records of it."""

from tenants.terms.queries.accepted import AcceptanceRow, acceptance_rows
from tenants.terms.queries.records import (
    AgreedFacts,
    RecordContent,
    RecordRow,
    RecordText,
    get_record,
    record_file,
    record_rows,
)
from tenants.terms.queries.texts import (
    BEFORE_INVOICING,
    TO_REMIND,
    Kind,
    TermsText,
    accepted_last,
    get_text,
    terms_in_force,
    terms_to_accept,
)
from tenants.terms.queries.waiting import Waiting, is_consent_due, waiting_consent

__all__ = [
    "BEFORE_INVOICING",
    "TO_REMIND",
    "AcceptanceRow",
    "AgreedFacts",
    "Kind",
    "RecordContent",
    "RecordRow",
    "RecordText",
    "TermsText",
    "Waiting",
    "acceptance_rows",
    "accepted_last",
    "get_record",
    "get_text",
    "is_consent_due",
    "record_file",
    "record_rows",
    "terms_in_force",
    "terms_to_accept",
    "waiting_consent",
]
