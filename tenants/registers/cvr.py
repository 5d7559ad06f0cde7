"""Denmark: Det Centrale Virksomhedsregister (CVR), system-to-system access of Erhvervsstyrelsen.

`POST /virksomhed/_search` with an Elasticsearch query answers `hits.hits[]._source.Vrvirksomhed`: under
`virksomhedMetadata` the newest name (`nyesteNavn.navn`), address (`nyesteBeliggenhedsadresse`: `vejnavn`,
`husnummerFra`, `bogstavFra`, `etage`, `sidedoer`, `postnummer`, `postdistrikt`; `fritekst` abroad) and
`sammensatStatus`; `livsforloeb` has the periods of its life, an ended one with `gyldigTil`. User and password come from
Erhvervsstyrelsen (cvrselvbetjening@erst.dk) and stand in the address. Whether a company is registered for VAT isn't
told there.

Source: the field reference at brokk-sindre.github.io/cvr-documentation, and the statuses at
meta.cdq.com/Data_source/DK.CR/data_model/virksomhedsstatus: companies with a status of their own have NORMAL, UNDER ...
(KONKURS, TVANGSOPLØSNING ...), OPLØST EFTER ..., TVANGSOPLØST or SLETTET; the others Aktiv or Ophørt. Unverified:
Erhvervsstyrelsen's own mapping, which is only handed out with the access, and whether its https is meant to stay, since
it is documented with http; a password shouldn't travel so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants.registers.entry import Entry, NotInRegister, RegisterGarbled
from tenants.registers.fetching import Door
from tenants.registers.reading import each, inside, joined, text_of

ENDED = ("OPLØST", "OPHØRT", "SLETTET", "TVANGSOPLØST")  # also OPLØST EFTER KONKURS, EFTER FUSION ...


@dataclass(frozen=True, slots=True)
class Cvr:
    """CVR behind its address, usually `https://user:password@distribution.virk.dk/cvr-permanent`."""

    door: Door

    def get(self, business_id: str) -> Entry:
        """Return a company; see `Register`."""
        query = {"query": {"term": {"Vrvirksomhed.cvrNummer": int(business_id)}}, "size": 1}
        hits = inside(self.door.ask("/virksomhed/_search", body=query), "hits", "hits")
        if not isinstance(hits, list):
            raise RegisterGarbled
        company = next((inside(hit, "_source", "Vrvirksomhed") for hit in each(hits)), None)
        if company is None:
            raise NotInRegister
        return _entry(business_id, company)


def _entry(business_id: str, company: Any) -> Entry:
    known = inside(company, "virksomhedMetadata")
    name = text_of(inside(known, "nyesteNavn", "navn"))
    if not name:
        raise RegisterGarbled
    address = inside(known, "nyesteBeliggenhedsadresse")
    number = f"{text_of(inside(address, 'husnummerFra'))}{text_of(inside(address, 'bogstavFra'))}"
    return Entry(
        country="DK",
        business_id=business_id,
        name=name,
        street=joined(inside(address, "vejnavn"), number, inside(address, "etage"), inside(address, "sidedoer"))
        or text_of(inside(address, "fritekst")),
        postal_code=text_of(inside(address, "postnummer")),
        city=text_of(inside(address, "postdistrikt")),
        is_dissolved=_has_ended(company, text_of(inside(known, "sammensatStatus"))),
    )


def _has_ended(company: Mapping[str, Any], status: str) -> bool:
    lives = [inside(life, "periode") for life in each(company.get("livsforloeb"))]
    return status.upper().startswith(ENDED) or (bool(lives) and all(inside(life, "gyldigTil") for life in lives))
