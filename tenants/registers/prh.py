"""Finland: the Business Information System YTJ of PRH and the tax administration, open data API version 3.

`GET /companies?businessId=1234567-8` answers `{"totalResults": n, "companies": [...]}`. A company has `names` (`type`
1 is the registered name, `version` 1 the one in force; an `endDate` says that it no longer is), `addresses` (`type` 1
to visit, 2 for post; `street`, `buildingNumber`, `entrance`, `apartmentNumber`, `apartmentIdSuffix`, `postOfficeBox`,
`freeAddressLine` abroad, `postCode`, and `postOffices` in both languages, `languageCode` 1 Finnish, 2 Swedish),
`registeredEntries` and, once it has ended, `endDate`. No key is needed.

Source: PRH's OpenAPI description at avoindata.prh.fi/opendata-ytj-api/v3/schema?lang=en, with clients generated from it
and answers recorded by others: register 6 is that of VAT, its entries have `type` 80 (liable for business activity), 82
(for rights to real estate) and so on. Unverified: how an entry that ceased is marked when it has no `endDate` (we read
its words), and code lists TLAJI and REK, which PRH may extend. So the person who adds the client sees the VAT status
and can correct it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants.registers.entry import Entry, NotInRegister, RegisterGarbled, VatStatus
from tenants.registers.fetching import Door
from tenants.registers.reading import each, inside, joined, text_of
from tenants.registries.business_ids import format_business_id

REGISTERED_NAME, STREET, VAT_REGISTER, FINNISH = "1", "1", "6", "1"
STREET_PARTS = ("street", "buildingNumber", "entrance", "apartmentNumber", "apartmentIdSuffix")
CEASED = ("unregistered", "ceased", "poistettu", "lakannut", "upphört", "avregistrerad")


@dataclass(frozen=True, slots=True)
class Prh:
    """YTJ behind its address, usually `https://avoindata.prh.fi/opendata-ytj-api/v3`."""

    door: Door

    def get(self, business_id: str) -> Entry:
        """Return a company; see `Register`."""
        answer = self.door.ask(f"/companies?businessId={format_business_id('FI', business_id)}")
        if not isinstance(inside(answer, "companies"), list):
            raise RegisterGarbled
        company = next(each(answer["companies"]), None)
        if company is None:
            raise NotInRegister
        return _entry(business_id, company)


def _entry(business_id: str, company: Mapping[str, Any]) -> Entry:
    names = [name for name in each(company.get("names")) if not name.get("endDate")]
    registered = next((name for name in names if text_of(name.get("type")) == REGISTERED_NAME), None)
    if registered is None:
        raise RegisterGarbled
    addresses = sorted(each(company.get("addresses")), key=lambda address: text_of(address.get("type")) != STREET)
    address: Mapping[str, Any] = addresses[0] if addresses else {}
    offices = sorted(
        each(address.get("postOffices")), key=lambda office: text_of(office.get("languageCode")) != FINNISH
    )
    box = text_of(address.get("postOfficeBox"))
    return Entry(
        country="FI",
        business_id=business_id,
        name=text_of(registered.get("name")),
        street=joined(*(address.get(part) for part in STREET_PARTS))
        or (f"PL {box}" if box else text_of(address.get("freeAddressLine")).replace("_", " ")),
        postal_code=text_of(address.get("postCode")),
        city=text_of(offices[0].get("city")) if offices else "",
        vat_status=_vat(company),
        is_dissolved=bool(company.get("endDate")),
    )


def _vat(company: Mapping[str, Any]) -> VatStatus:
    if not isinstance(company.get("registeredEntries"), list):
        return "unknown"
    entries = [entry for entry in each(company["registeredEntries"]) if text_of(entry.get("register")) == VAT_REGISTER]
    running = [entry for entry in entries if not entry.get("endDate") and not _is_struck(entry)]
    return "registered" if running else "not_registered"


def _is_struck(entry: Mapping[str, Any]) -> bool:
    words = (text_of(words.get("description")).lower() for words in each(entry.get("descriptions")))
    return any(ceased in word for word in words for ceased in CEASED)
