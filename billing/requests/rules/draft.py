"""A billing request as a file states it, before anything is known of the customer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from billing.attachments.rules.taking import Taken
from billing.countries.mandatory import language_law
from billing.customers.rules.card_input import CustomerInput
from billing.en16931.model import Invoice, Party
from tenants.kernel.country import COUNTRIES, USUAL_LANGUAGE, Country
from tenants.kernel.ids import RequestId
from tenants.kernel.language import Language

Source = Literal["csv", "finvoice", "ubl", "plan", "portal", "contract"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody handed it over."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a file leaves unsaid: who sells, in which country and currency, and the day it is."""

    seller: Party
    country: Country
    language: Language
    currency: str
    on: date

    def language_for(self, country: str) -> Language:
        """Return what a new customer of a country reads; English where the seller's law doesn't take that language."""
        usual = USUAL_LANGUAGE[country] if country in COUNTRIES else self.language
        return "en" if language_law(usual, self.country) else usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One request of a file: `key` recognises it in its stream, `place` says where in the file it stands.

    `buyer` is the card that the file would make for a customer who isn't known; None where it doesn't name one;
    `unsaid` is what it leaves to the card of whom it is for; `before` is what the last of its kind came to without VAT;
    `enclosed` are the documents that came inside it, `instead_of` a request whose attachments it goes on with.
    """

    key: str
    place: str
    source: Source
    content: Invoice
    customer_number: str = ""
    buyer: CustomerInput | None = None
    cancelled: bool = False
    unsaid: Mapping[str, str] = field(default_factory=dict)
    before: tuple[Decimal, str] | None = None
    enclosed: tuple[Taken, ...] = ()
    instead_of: RequestId | None = None
