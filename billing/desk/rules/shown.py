"""What whoever checks an invoice has before their eyes, as a mark that tells whether it is still the same."""

import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256

from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.en16931.model.plain import to_plain


def shown_as(content: Invoice, customer: CustomerFacts | None, *, version: int) -> str:
    """Return a mark of an invoice and its customer's card, another one for every change of either.

    The day it is looked at isn't part of it: it gets its own when it is sent on.
    """
    plain = to_plain(replace(content, issued_on=date.min))
    card = asdict(customer) if customer else None
    return sha256(json.dumps([version, plain, card], sort_keys=True, default=str).encode()).hexdigest()
