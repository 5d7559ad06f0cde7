"""Where e-invoices reach a customer: a Peppol participant, or an address in the Finnish network with its operator."""

import re
from dataclasses import dataclass

from billing.en16931.checks.peppol.code_lists.addresses import ADDRESS_SCHEMES
from billing.seller.rules.fields import Fields
from tenants.kernel.language import msg
from tenants.kernel.refusals import Refusal
from tenants.registries.accounts import parse_iban
from tenants.registries.endpoints import WITHDRAWN, parse_endpoint, parse_ovt

OVT_SCHEME = "0216"  # where Peppol finds an OVT
OPERATOR = re.compile(r"[0-9A-Z]{4,20}")  # an operator's OVT or own code, a bank's BIC


@dataclass(frozen=True, slots=True)
class EinvoiceAddress:
    """An address under a scheme of four digits, or without one a Finnish IBAN; and the operator in that network."""

    scheme: str = ""
    id: str = ""
    operator: str = ""


def read_address(found: Fields, scheme: str, address: str, operator: str) -> EinvoiceAddress:
    """Return an address in canonical form; what is wrong with it becomes a problem at its field.

    An OVT without a scheme gets 0216. A scheme may stand before the id, with a colon between. An IBAN is an address in
    the Finnish bank network only, so it needs an operator.
    """
    if not address:
        if scheme or operator:
            found.blame("einvoice_address", msg("The e-invoice address is missing."))
        return EinvoiceAddress(scheme, "", operator)
    if not scheme and ":" in address:
        scheme, _, address = (part.strip() for part in address.partition(":"))
    operator = operator.replace(" ", "").upper()
    if operator and not OPERATOR.fullmatch(operator):
        found.blame("einvoice_operator", msg("An operator's code has 4 to 20 letters and digits."))
    return _participant(found, scheme, address, operator) if scheme else _finnish(found, address, operator)


def _participant(found: Fields, scheme: str, address: str, operator: str) -> EinvoiceAddress:
    if scheme not in ADDRESS_SCHEMES and scheme not in WITHDRAWN:
        found.blame("einvoice_scheme", msg("%(scheme)s isn't a scheme of e-invoice addresses.", scheme=scheme))
        return EinvoiceAddress(scheme, address, operator)
    try:
        endpoint = parse_endpoint(f"{scheme}:{address}")
    except Refusal as refusal:
        found.blame("einvoice_address", refusal.message)
        return EinvoiceAddress(scheme, address, operator)
    return EinvoiceAddress(endpoint.scheme, endpoint.id, operator)


def _finnish(found: Fields, address: str, operator: str) -> EinvoiceAddress:
    parse = parse_iban if address[:2].upper().isalpha() else parse_ovt
    try:
        canonical = parse(address)
    except Refusal as refusal:
        found.blame("einvoice_address", refusal.message)
        return EinvoiceAddress("", address, operator)
    if parse is parse_ovt:
        return EinvoiceAddress(OVT_SCHEME, canonical, operator)
    if not operator:
        found.blame("einvoice_operator", msg("An IBAN as e-invoice address needs the operator's code beside it."))
    return EinvoiceAddress("", canonical, operator)
