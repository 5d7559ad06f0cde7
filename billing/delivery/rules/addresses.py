"""Addresses that a person typed for one sending."""

import re
from dataclasses import dataclass
from typing import Self

from billing.customers.rules.facts import CustomerFacts
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.outside.headers import NotAnAddress, clean_address

WITH_SCHEME = re.compile(r"(?P<scheme>[0-9]{4}):(?P<value>[A-Za-z0-9.:_-]{2,100})")
PLAIN = re.compile(r"[A-Za-z0-9]{2,35}")


def email_address(typed: str) -> str:
    """Return an e-mail address that a document can go to.

    Raises:
        InvalidFields: it is empty or isn't one.
    """
    if not typed.strip():
        raise InvalidFields([Problem("address", msg("The e-mail address is missing."))])
    try:
        return clean_address(typed.strip())
    except NotAnAddress as refusal:
        given = msg("%(given)s isn't an e-mail address.", given=typed.strip()[:254])
        raise InvalidFields([Problem("address", given)]) from refusal


@dataclass(frozen=True, slots=True)
class EinvoiceAddress:
    """Where an e-invoice goes: the scheme (EAS) may be empty, as with a Finnish IBAN address; so may the operator."""

    value: str
    scheme: str = ""
    operator: str = ""

    @classmethod
    def on(cls, customer: CustomerFacts) -> Self:
        """Return the address on a customer card.

        Raises:
            InvalidFields: the card has none.
        """
        if not customer.einvoice_address:
            raise InvalidFields([Problem("address", msg("The e-invoice address is missing from the customer card."))])
        return cls(customer.einvoice_address, customer.einvoice_scheme or "", customer.einvoice_operator or "")

    @classmethod
    def of(cls, typed: str) -> Self:
        """Return the address that somebody typed, with its scheme as in 0216:003712345678, or without.

        Raises:
            InvalidFields: it has another shape.
        """
        clean = "".join(typed.split())
        if found := WITH_SCHEME.fullmatch(clean):
            return cls(found["value"], found["scheme"])
        if PLAIN.fullmatch(clean):
            return cls(clean)
        raise InvalidFields([Problem("address", msg("An e-invoice address looks like 0216:003712345678."))])
