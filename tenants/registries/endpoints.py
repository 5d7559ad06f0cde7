"""E-invoice addresses: Finnish OVT and Peppol participant ids, from a business id or as typed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import ean

from tenants.kernel.country import Country
from tenants.kernel.refusals import Invalid
from tenants.registries.business_ids import parse_business_id
from tenants.registries.digits import require_check, require_digits, without_separators

# Peppol code list EAS: the scheme under which each country's business ids are participants.
SCHEMES: dict[Country, str] = {"FI": "0216", "SE": "0007", "NO": "0192", "DK": "0184"}
# Removed from the participant schemes on 2024-12-31 and from BIS Billing's list in 3.0.21.
WITHDRAWN = frozenset({"0037", "0212", "0213", "0215"})
SUFFIX = re.compile(r"[0-9A-Z]{0,5}")


class NotOvt(Invalid):
    """An OVT is 0037, the eight digits of the Y-tunnus, then at most five letters or digits: not %(given)s."""


class SchemeWithdrawn(Invalid):
    """The scheme %(scheme)s is no longer used for e-invoice addresses; a Finnish receiver has 0216."""


class NotAnEndpoint(Invalid):
    """An e-invoice address is a scheme of four digits and an id, such as 0216:003701120389; not %(given)s."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A Peppol participant: the scheme (EAS code) and the id within it."""

    scheme: str
    id: str

    def __str__(self) -> str:
        """Return it as participants are written: 0192:923609016."""
        return f"{self.scheme}:{self.id}"


def ovt_of(business_id: str) -> str:
    """Return the OVT of a Finnish company: 0037 and its Y-tunnus without the dash.

    >>> ovt_of("01120389")
    '003701120389'
    """
    return f"0037{business_id}"


def parse_ovt(text: str) -> str:
    """Return an OVT (12 to 17 characters: 0037, Y-tunnus, up to five more that the company chose).

    >>> parse_ovt("0037 0112038-9 abc")
    '003701120389ABC'

    Raises:
        NotOvt: it has another shape. WrongCheckDigit: the Y-tunnus in it is wrong.
    """
    compact = without_separators(text)
    digits, suffix = compact[4:12], compact[12:]
    if not (compact.startswith("0037") and len(digits) == 8 and digits.isdigit() and SUFFIX.fullmatch(suffix)):  # noqa: PLR2004  a Y-tunnus
        raise NotOvt(text, given=text.strip())
    return ovt_of(parse_business_id("FI", digits)) + suffix


def endpoint_of(country: Country, business_id: str) -> Endpoint:
    """Return where a company is found in Peppol by its canonical business id, if it is there at all.

    >>> str(endpoint_of("FI", "01120389")), str(endpoint_of("DK", "13585628"))
    ('0216:003701120389', '0184:13585628')
    """
    return Endpoint(SCHEMES[country], ovt_of(business_id) if country == "FI" else business_id)


def parse_endpoint(text: str) -> Endpoint:
    """Return a Peppol participant as typed; the id is checked where its scheme has a check digit.

    >>> parse_endpoint("0007:556016-0680")
    Endpoint(scheme='0007', id='5560160680')

    Raises:
        NotAnEndpoint, SchemeWithdrawn, and what the id's own rule raises (Peppol R041, R042, R049, COMMON-R040).
    """
    scheme, colon, id_ = (part.strip() for part in text.strip().partition(":"))
    if not (colon and id_ and re.fullmatch(r"[0-9]{4}", scheme)):
        raise NotAnEndpoint(text, given=text.strip())
    if scheme in WITHDRAWN:
        raise SchemeWithdrawn(text, scheme=scheme)
    return Endpoint(scheme, CHECKS.get(scheme, str)(id_))


def _danish(id_: str) -> str:
    """Return a CVR number; Peppol R042 takes it with and without DK, and the prefix is kept as typed."""
    compact = without_separators(id_)
    return compact[:-8] + parse_business_id("DK", compact)


def _gln(id_: str) -> str:
    return require_check("GLN", require_digits("GLN", id_, (13,)), is_valid=ean.is_valid)


CHECKS: dict[str, Callable[[str], str]] = {
    "0007": lambda id_: parse_business_id("SE", id_),
    "0088": _gln,
    "0184": _danish,
    "0192": lambda id_: parse_business_id("NO", id_),
    "0216": parse_ovt,
}
