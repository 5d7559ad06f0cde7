"""Norway: Enhetsregisteret of Brønnøysundregistrene, open data.

`GET /enheter/{orgnr}` answers the unit: `navn`, `forretningsadresse` and `postadresse` (`adresse` is a list of lines,
`postnummer`, `poststed`), `registrertIMvaregisteret`; `konkurs`, `underAvvikling` and
`underTvangsavviklingEllerTvangsopplosning` say that it is being wound up. A deleted unit is answered with 200 too, as
`respons_klasse` SlettetEnhet with `navn` and `slettedato` alone. 404: "enheten finnes ikke", 410: "enheten er fjernet",
for a legal reason. No key is needed.

Source: data.brreg.no/enhetsregisteret/api/dokumentasjon and the OpenAPI description in github.com/brreg/openAPI
(specs/enhetsregisteret.json); the deleted unit's short answer as others recorded it. Unverified: nothing we read, but
`registrertIMvaregisteret` of a deleted unit, which is absent there and counts as unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants.registers.entry import Entry, RegisterGarbled, VatStatus
from tenants.registers.fetching import Door
from tenants.registers.reading import inside, joined, text_of

VAT: Mapping[bool, VatStatus] = {True: "registered", False: "not_registered"}


@dataclass(frozen=True, slots=True)
class Brreg:
    """Enhetsregisteret behind its address, usually `https://data.brreg.no/enhetsregisteret/api`."""

    door: Door

    def get(self, business_id: str) -> Entry:
        """Return a company; see `Register`."""
        unit = self.door.ask(f"/enheter/{business_id}")
        name = text_of(inside(unit, "navn"))
        if not name:
            raise RegisterGarbled
        address = inside(unit, "forretningsadresse") or inside(unit, "postadresse")
        lines = inside(address, "adresse")
        in_vat = unit.get("registrertIMvaregisteret")
        return Entry(
            country="NO",
            business_id=business_id,
            name=name,
            street=joined(*lines) if isinstance(lines, list) else "",
            postal_code=text_of(inside(address, "postnummer")),
            city=text_of(inside(address, "poststed")),
            vat_status=VAT[in_vat] if isinstance(in_vat, bool) else "unknown",
            is_dissolved=_has_ended(unit),
        )


def _has_ended(unit: Mapping[str, Any]) -> bool:
    return bool(unit.get("slettedato")) or unit.get("konkurs") is True
