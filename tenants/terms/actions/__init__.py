"""Publishing terms, accepting them, and keeping the record of each acceptance."""

from tenants.terms.actions.accepting import (
    Accepted,
    Authority,
    Consent,
    NothingNew,
    TermsChanged,
    accept_terms,
    give_mandate,
)
from tenants.terms.actions.publishing import Publication, announce, publish
from tenants.terms.actions.recording import RECORD, keep_record, note_agreement

__all__ = [
    "RECORD",
    "Accepted",
    "Authority",
    "Consent",
    "NothingNew",
    "Publication",
    "TermsChanged",
    "accept_terms",
    "announce",
    "give_mandate",
    "keep_record",
    "note_agreement",
    "publish",
]
