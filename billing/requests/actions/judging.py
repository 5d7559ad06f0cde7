"""Judging a request by what its company, its customer and its articles say today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from billing.articles.rules.catalogue import Catalogue
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.requests.rules.check import check_request
from billing.requests.rules.draft import Defaults
from billing.requests.rules.remarks import due_remark, period_remark, price_remarks, text_remarks
from billing.requests.rules.unsaid import filled, unfilled
from billing.seller.rules.facts import SellerFacts
from billing.seller.rules.party import seller_party
from billing.streams.rules import StreamTerms
from tenants.kernel.country import local_day
from tenants.kernel.language import Message
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True)
class Judging:
    """What requests are judged by: who sells, what they name of what is sold, and the moment."""

    seller: SellerFacts
    catalogue: Catalogue
    now: datetime

    def in_stream(self, terms: StreamTerms) -> "Judging":
        """Return the same for requests of a stream, with what it has for those that say nothing of their own."""
        country, usual_list, usual_vat = self.seller.country, terms.price_list, terms.vat
        usual = replace(self.catalogue, country=country, usual_list=usual_list, usual_vat=usual_vat)
        return replace(self, catalogue=usual)

    def judged(
        self, stated: Invoice, unsaid: Mapping[str, str], customer: CustomerFacts | None
    ) -> tuple[Invoice, tuple[Problem, ...]]:
        """Return a request with what it left unsaid filled in, and everything that keeps it from being invoiced."""
        content = filled(stated, unsaid, customer, self.catalogue, vat_registered=self.seller.vat_id is not None)
        on = local_day(self.now, self.seller.country)
        missing = tuple(unfilled(content, unsaid, customer, self.catalogue))
        return content, (*missing, *check_request(content, self.seller, customer, on))

    def remarks(
        self,
        content: Invoice,
        unsaid: Mapping[str, str],
        customer: CustomerFacts | None,
        before: tuple[Decimal, str] | None = None,
    ) -> tuple[Message, ...]:
        """Return what is worth a look before a request is run; `before` is what the last of its kind came to."""
        named = (content, unsaid, customer, self.catalogue)
        due = due_remark(content, local_day(self.now, self.seller.country))
        of_lines = (*price_remarks(*named), *text_remarks(*named, self.seller.language))
        return (*of_lines, *due, *period_remark(content, before))


def defaults_of(seller: SellerFacts, now: datetime) -> Defaults:
    """Return what a file of requests may leave unsaid."""
    return Defaults(
        seller=seller_party(seller),
        country=seller.country,
        language=seller.language,
        currency=seller.currency,
        on=local_day(now, seller.country),
    )
