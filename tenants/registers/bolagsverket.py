"""Sweden: Bolagsverket's API for valuable data sets (värdefulla datamängder), version 1.

A token by OAuth 2.0 client credentials (scope `vardefulla-datamangder:read`) at the token address; then `POST
/organisationer` with `{"identitetsbeteckning": "5560160680"}` answers `organisationer[]` with
`organisationsnamn.organisationsnamnLista[].namn` (type FORETAGSNAMN), `postadressOrganisation.postadress`
(`utdelningsadress`, `postnummer`, `postort`) and, once it is struck off, `avregistreradOrganisation`. Field names:
middling confidence, so anything missing leaves its field empty and a missing name is told. Whether a company is
registered for VAT isn't told there. Client id and secret stand in the address; a token is asked for anew each time,
since look-ups are rare.
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
        company = next(each(answer["organisationer"]), None)
        if company is None:
            raise NotInRegister
        return _entry(business_id, company)

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
        is_dissolved=bool(inside(company, "avregistreradOrganisation", "avregistreringsdatum")),
    )
