"""Denmark: Det Centrale Virksomhedsregister (CVR), system-to-system access of Erhvervsstyrelsen.

`POST /virksomhed/_search` with an Elasticsearch query answers `hits.hits[]._source.Vrvirksomhed`: under
`virksomhedMetadata` the newest name (`nyesteNavn.navn`), address (`nyesteBeliggenhedsadresse`: `vejnavn`,
`husnummerFra`, `bogstavFra`, `etage`, `sidedoer`, `postnummer`, `postdistrikt`) and `sammensatStatus`; `livsforloeb`
has the periods of its life, an ended one with `gyldigTil`. User and password come from Erhvervsstyrelsen and stand
in the address. Field names: high confidence; the words of `sammensatStatus` beyond NORMAL and Aktiv: middling, so a
company counts as dissolved only where its life has ended or its status says so. Whether a company is registered for
VAT isn't told there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants.registers.entry import Entry, NotInRegister, RegisterGarbled
from tenants.registers.fetching import Door
from tenants.registers.reading import each, inside, joined, text_of

ENDED = ("OPLØST", "OPHØRT", "SLETTET", "TVANGSOPLØST")


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
        street=joined(inside(address, "vejnavn"), number, inside(address, "etage"), inside(address, "sidedoer")),
        postal_code=text_of(inside(address, "postnummer")),
        city=text_of(inside(address, "postdistrikt")),
        is_dissolved=_has_ended(company, text_of(inside(known, "sammensatStatus"))),
    )


def _has_ended(company: Mapping[str, Any], status: str) -> bool:
    lives = [inside(life, "periode") for life in each(company.get("livsforloeb"))]
    return status.upper() in ENDED or (bool(lives) and all(inside(life, "gyldigTil") for life in lives))
