"""Sweden: Bolagsverket's API for valuable data sets (värdefulla datamängder), version 1.

A token by OAuth 2.0 client credentials (scope `vardefulla-datamangder:read`) at the token address; then `POST
/organisationer` with `{"identitetsbeteckning": "5560000019"}` answers `organisationer[]`: for a company one, for a sole
trader one for each business. Read are `organisationsnamn.organisationsnamnLista[].namn` (`organisationsnamntyp.kod`
FORETAGSNAMN), `postadressOrganisation.postadress` (`utdelningsadress`, `postnummer`, `postort`) and, once it is struck
off, `avregistreradOrganisation.avregistreringsdatum`. Each part carries `dataproducent` and `fel`: an unknown number is
answered with 200 and `fel.typ` ORGANISATION_FINNS_EJ, a source that is out of order with OTILLGANGLIG_UPPGIFTSKALLA or
TIMEOUT. Whether a company is registered for VAT isn't told there. Client id and secret stand in the address; a token is
asked for anew each time, since look-ups are rare.

Source: Bolagsverket's connection guide and OpenAPI description, handed out with the access, as clients that others
published with recorded answers repeat them (BolagsverketEx 0.1.0 among them). Unverified: whether an unknown number can
be answered with 404 as well, which we take as unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tenants.registers.entry import Entry, NotInRegister, RegisterGarbled, RegisterSilent
from tenants.registers.fetching import Door, basic
from tenants.registers.reading import each, inside, text_of

SCOPE = "vardefulla-datamangder:read"
COMPANY_NAME = "FORETAGSNAMN"
UNKNOWN = "ORGANISATION_FINNS_EJ"


@dataclass(frozen=True, slots=True)
class Bolagsverket:
    """The API behind its address, usually `https://id:secret@gw.api.bolagsverket.se/vardefulla-datamangder/v1`.

    `tokens` is where tokens come from, usually `https://portal.api.bolagsverket.se/oauth2/token`.
    """

    door: Door
    tokens: Door

    def get(self, business_id: str) -> Entry:
        """Return a company; see `Register`."""
        bearer = {"Authorization": f"Bearer {self._token()}"}
        answer = self.door.ask("/organisationer", body={"identitetsbeteckning": business_id}, headers=bearer)
        if not isinstance(inside(answer, "organisationer"), list):
            raise RegisterGarbled
        companies = sorted(each(answer["organisationer"]), key=_is_struck_off)
        if not companies:
            raise NotInRegister
        return _entry(business_id, companies[0])

    def _token(self) -> str:
        headers = {
            "Authorization": basic(*self.door.credentials),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"grant_type": "client_credentials", "scope": SCOPE}).encode()
        try:
            token = inside(self.tokens.ask("", body=body, headers=headers), "access_token")
        except NotInRegister as missing:
            raise RegisterSilent from missing
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise RegisterGarbled
        return token


def _entry(business_id: str, company: Mapping[str, Any]) -> Entry:
    fault = text_of(inside(company, "organisationsnamn", "fel", "typ"))
    if fault:
        raise NotInRegister if fault == UNKNOWN else RegisterSilent(fault)
    names = list(each(inside(company, "organisationsnamn", "organisationsnamnLista")))
    names.sort(key=lambda name: text_of(inside(name, "organisationsnamntyp", "kod")) != COMPANY_NAME)
    name = text_of(names[0].get("namn")) if names else ""
    if not name:
        raise RegisterGarbled
    address = inside(company, "postadressOrganisation", "postadress")
    return Entry(
        country="SE",
        business_id=business_id,
        name=name,
        street=text_of(inside(address, "utdelningsadress")),
        postal_code=text_of(inside(address, "postnummer")),
        city=text_of(inside(address, "postort")),
        is_dissolved=_is_struck_off(company),
    )


def _is_struck_off(company: Mapping[str, Any]) -> bool:
    return bool(inside(company, "avregistreradOrganisation", "avregistreringsdatum"))
