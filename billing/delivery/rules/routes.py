"""Which way a document goes, and the reason in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, cast

from billing.countries.channels import DocumentKind
from billing.countries.register import country_rules
from billing.customers.rules.facts import RECIPIENTS, CustomerFacts, Kind
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg

Channel = Literal["einvoice", "email", "print"]
Syntax = Literal["finvoice", "ubl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """What the route depends on at the customer; empty texts where the card says nothing."""

    kind: Kind
    wants: Channel
    country: str
    email: str
    einvoice_address: str
    einvoice_scheme: str = ""
    einvoice_operator: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """In which syntax the document can leave as an e-invoice."""

    finvoice: bool
    ubl: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The channel, the address there, the syntax of an e-invoice, and why this way; `problem` says why it can't go."""

    channel: Channel
    address: str
    reason: Message
    syntax: Syntax | None = None
    scheme: str = ""
    operator: str = ""
    problem: Message | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the route as a delivery keeps it; address and problem stand beside it."""
        return {
            "reason": self.reason.to_json(),
            "syntax": self.syntax,
            "scheme": self.scheme,
            "operator": self.operator,
        }

    @classmethod
    def from_json(cls, channel: str, address: str, kept: Mapping[str, Any]) -> Self:
        """Return the route that a delivery keeps."""
        return cls(
            channel=cast("Channel", channel),
            address=address,
            reason=Message.from_json(kept["reason"]),
            syntax=kept["syntax"],
            scheme=kept["scheme"],
            operator=kept["operator"],
        )


def receiver_of(customer: CustomerFacts) -> Receiver:
    """Return what the route depends on at a customer."""
    return Receiver(
        kind=customer.kind,
        wants=customer.delivery,
        country=customer.country,
        email=customer.email,
        einvoice_address=customer.einvoice_address or "",
        einvoice_scheme=customer.einvoice_scheme or "",
        einvoice_operator=customer.einvoice_operator or "",
    )


def choose_route(receiver: Receiver, country: Country, written: Written, document: DocumentKind = "invoice") -> Route:
    """Return the way a document goes from a seller's country to a receiver.

    The customer's own choice, where the country allows it for this document and receiver; a public body takes bills as
    e-invoices only. Where that way isn't open, the other one, told in words; where none is, a route with a problem.
    What is printed here goes no other way: a person hands it over.
    """
    allowed = country_rules(country).einvoicing.allowed_channels(document, RECIPIENTS[receiver.kind])
    if "email" not in allowed:
        reason = msg("A public body takes e-invoices only.")
        return _by_einvoice(receiver, syntax_for(receiver.country, written), reason)
    if receiver.wants == "print":
        return Route(channel="print", address="", reason=msg("It is printed here and handed over by a person."))
    if "einvoice" not in allowed:
        return _by_email(receiver, msg("A document of this kind isn't sent as an e-invoice."))
    return _chosen(receiver, syntax_for(receiver.country, written))


def _chosen(receiver: Receiver, syntax: Syntax | None) -> Route:
    if receiver.wants == "email":
        if receiver.email or not receiver.einvoice_address or syntax is None:
            return _by_email(receiver, msg("The customer wants invoices by e-mail."))
        reason = msg("The customer card has no e-mail address, so the invoice goes as an e-invoice.")
        return _by_einvoice(receiver, syntax, reason)
    if receiver.einvoice_address and syntax is not None:
        return _by_einvoice(receiver, syntax, msg("The customer wants e-invoices."))
    if not receiver.email:
        return _by_einvoice(receiver, syntax, msg("The customer wants e-invoices."))
    if not receiver.einvoice_address:
        return _by_email(receiver, msg("The customer card has no e-invoice address, so the invoice goes by e-mail."))
    return _by_email(receiver, msg("This invoice can't be written as an e-invoice, so it goes by e-mail."))


def syntax_for(country: str, written: Written) -> Syntax | None:
    """Return the syntax for a receiver in a country: Finvoice is read in Finland only, UBL (Peppol) everywhere.

    >>> syntax_for("FI", Written(True, True)), syntax_for("SE", Written(True, False))
    ('finvoice', None)
    """
    if country == "FI" and written.finvoice:
        return "finvoice"
    return "ubl" if written.ubl else None


def _by_email(receiver: Receiver, reason: Message) -> Route:
    problem = None if receiver.email else msg("The e-mail address is missing from the customer card.")
    return Route(channel="email", address=receiver.email, reason=reason, problem=problem)


def _by_einvoice(receiver: Receiver, syntax: Syntax | None, reason: Message) -> Route:
    problem = None
    if not receiver.einvoice_address:
        problem = msg("The e-invoice address is missing from the customer card.")
    elif syntax is None:
        problem = msg("The invoice can't be written as an e-invoice; the reasons are listed at the invoice.")
    return Route(
        channel="einvoice",
        address=receiver.einvoice_address,
        reason=reason,
        syntax=syntax,
        scheme=receiver.einvoice_scheme,
        operator=receiver.einvoice_operator,
        problem=problem,
    )
