"""The four registers behind one question, and everything they may answer instead of a company."""

from collections.abc import Iterator
from typing import Any

import pytest
from factories.company_registers import (
    FakeRegister,
    Mood,
    company_register,
    danish,
    finnish,
    norwegian_unit,
    swedish,
    swedish_fault,
)

from tenants.registers.entry import NotInRegister, RegisterGarbled, RegisterOff, RegisterSilent
from tenants.registers.fetching import BadAddress, Door
from tenants.registers.prh import Prh
from tenants.registers.register import Registers

FI, SE, NO, DK = "27000001", "5560000019", "923609016", "10000009"
DANISH = danish()["virksomhedMetadata"]


@pytest.fixture
def fake() -> Iterator[FakeRegister]:
    known: dict[str, Any] = {f"_{FI}": finnish(), f"_{SE}": swedish(), f"_{NO}": norwegian_unit(), f"_{DK}": danish()}
    with company_register(**known) as register:
        yield register


def registers(fake: FakeRegister) -> Registers:
    addresses = {"FI": fake.url, "NO": f"{fake.url}/", "DK": fake.with_user(), "SE": fake.with_user()}
    return Registers(addresses, f"{fake.url}/token")


class TestFinding:
    """A company that the register knows."""

    def test_reads_the_name_in_force_the_street_address_and_vat_from_ytj(self, fake: FakeRegister) -> None:
        entry = registers(fake).find("FI", FI)
        assert (entry.name, entry.street, entry.postal_code, entry.city) == (
            "Malli Oy",
            "Mallikatu 7 B 12",
            "00100",
            "HELSINKI",
        )
        assert entry.vat_status == "registered"
        assert not entry.is_dissolved
        assert fake.asked == ["/companies?businessId=2700000-1"]

    def test_reads_a_norwegian_unit(self, fake: FakeRegister) -> None:
        entry = registers(fake).find("NO", NO)
        assert (entry.name, entry.street, entry.city) == ("Malli AS", "Mallveien 3", "OSLO")
        assert entry.vat_status == "registered"

    def test_reads_a_danish_company_with_the_password_of_the_address(self, fake: FakeRegister) -> None:
        entry = registers(fake).find("DK", DK)
        assert (entry.name, entry.street, entry.postal_code) == ("Malli ApS", "Mallevej 5B 2 tv", "1000")
        assert entry.vat_status == "unknown"
        assert fake.authorised == ["Basic c2FtbGE6c0BjcmV0"]

    def test_reads_a_swedish_company_with_a_token(self, fake: FakeRegister) -> None:
        entry = registers(fake).find("SE", SE)
        assert (entry.name, entry.street, entry.city) == ("Malli AB", "Mallgatan 9", "Stockholm")
        assert fake.authorised == ["Basic c2FtbGE6c0BjcmV0", "Bearer a-token"]

    @pytest.mark.parametrize(
        ("country", "business_id", "ended"),
        [
            ("FI", FI, finnish(endDate="2020-01-01")),
            ("NO", NO, {"respons_klasse": "SlettetEnhet", "navn": "Malli AS", "slettedato": "2020-01-01"}),
            ("DK", DK, danish(virksomhedMetadata={**DANISH, "sammensatStatus": "OPLØST EFTER KONKURS"})),
            ("DK", DK, danish(livsforloeb=[{"periode": {"gyldigFra": "2001-01-01", "gyldigTil": "2020-01-01"}}])),
            ("SE", SE, swedish(avregistreradOrganisation={"avregistreringsdatum": "2020-01-01"})),
        ],
    )
    def test_says_that_a_company_is_dissolved(
        self, fake: FakeRegister, country: Any, business_id: str, ended: dict[str, Any]
    ) -> None:
        fake.companies[business_id] = ended
        assert registers(fake).find(country, business_id).is_dissolved

    @pytest.mark.parametrize(
        "entries",
        [
            [],
            [{"register": "6", "endDate": "2020-01-01"}],
            [{"register": "6", "descriptions": [{"languageCode": "3", "description": "Unregistered"}]}],
            [{"register": "6", "type": "4", "descriptions": [{"languageCode": "3", "description": "Ceased"}]}],
        ],
    )
    def test_says_who_is_not_in_the_vat_register(self, fake: FakeRegister, entries: list[Any]) -> None:
        fake.companies[FI] = finnish(registeredEntries=entries)
        assert registers(fake).find("FI", FI).vat_status == "not_registered"

    def test_takes_the_business_that_runs_of_a_sole_trader_with_several(self, fake: FakeRegister) -> None:
        struck = swedish("Gamla firman", avregistreradOrganisation={"avregistreringsdatum": "2020-01-01"})
        answer = fake.answer
        both = {"organisationer": [struck, swedish("Nya firman")]}
        fake.answer = lambda path, body: (200, both) if path == "/organisationer" else answer(path, body)  # type: ignore[method-assign]
        assert registers(fake).find("SE", SE).name == "Nya firman"

    @pytest.mark.parametrize(
        ("country", "business_id", "abroad"),
        [
            ("FI", FI, finnish(addresses=[{"type": 2, "freeAddressLine": "Storgatan_3 SE-111_22 Stockholm"}])),
            ("DK", DK, danish(virksomhedMetadata={**DANISH, "nyesteBeliggenhedsadresse": {"fritekst": "Storgatan 3"}})),
        ],
    )
    def test_reads_an_address_abroad_as_one_line(
        self, fake: FakeRegister, country: Any, business_id: str, abroad: dict[str, Any]
    ) -> None:
        fake.companies[business_id] = abroad
        assert registers(fake).find(country, business_id).street.startswith("Storgatan 3")

    def test_cleans_and_cuts_what_it_is_told(self, fake: FakeRegister) -> None:
        fake.companies[FI] = finnish("Malli\r\n\u2028Oy" + "x" * 500)
        name = registers(fake).find("FI", FI).name
        assert name.startswith("Malli Oyx")
        assert len(name) == 200


class TestNotFinding:
    """Everything else that a register may do."""

    @pytest.mark.parametrize(
        ("country", "unknown"), [("FI", "27000028"), ("NO", "910000004"), ("DK", "10000017"), ("SE", "5560000027")]
    )
    def test_tells_an_unknown_company(self, fake: FakeRegister, country: Any, unknown: str) -> None:
        with pytest.raises(NotInRegister):
            registers(fake).find(country, unknown)

    @pytest.mark.parametrize("country", ["FI", "SE", "NO", "DK"])
    @pytest.mark.parametrize("mood", ["broken", "out_of_order", "redirecting"])
    def test_tells_a_register_that_gives_no_answer(self, fake: FakeRegister, country: Any, mood: Mood) -> None:
        fake.mood = mood
        with pytest.raises(RegisterSilent, match="Fill in the details by hand"):
            registers(fake).find(country, {"FI": FI, "SE": SE, "NO": NO, "DK": DK}[country])

    @pytest.mark.parametrize("fault", ["OTILLGANGLIG_UPPGIFTSKALLA", "TIMEOUT"])
    def test_tells_a_swedish_source_that_is_out_of_order(self, fake: FakeRegister, fault: str) -> None:
        fake.companies[SE] = swedish_fault(fault)
        with pytest.raises(RegisterSilent):
            registers(fake).find("SE", SE)

    @pytest.mark.parametrize("mood", ["slow", "dripping"])
    def test_waits_no_longer_than_it_may(self, fake: FakeRegister, mood: Mood) -> None:
        fake.mood = mood
        with pytest.raises(RegisterSilent):
            Prh(Door(fake.url, seconds=0.4)).get(FI)

    @pytest.mark.parametrize("mood", ["long", "html"])
    def test_reads_no_answer_that_is_too_long_or_no_json(self, fake: FakeRegister, mood: Mood) -> None:
        fake.mood = mood
        with pytest.raises(RegisterGarbled):
            registers(fake).find("FI", FI)

    @pytest.mark.parametrize("content", [[], "x", {"companies": {}}, {"companies": [{"names": "none"}]}, None])
    def test_refuses_a_shape_that_it_does_not_know(self, fake: FakeRegister, content: Any) -> None:
        fake.companies = {}
        with company_register() as other:
            other.answer = lambda _path, _body: (200, content)  # type: ignore[method-assign]
            with pytest.raises(RegisterGarbled):
                Prh(Door(other.url)).get(FI)

    def test_says_where_no_register_is_connected(self) -> None:
        for country in ("FI", "SE", "NO", "DK"):
            with pytest.raises(RegisterOff):
                Registers({}).find(country, FI)

    @pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x/", "gopher://x", "//x", "https://"])
    def test_opens_no_door_but_https_and_http(self, address: str) -> None:
        with pytest.raises(BadAddress):
            Door(address)

    def test_refuses_a_connection_nobody_takes(self) -> None:
        with pytest.raises(RegisterSilent):
            Prh(Door("http://127.0.0.1:1", seconds=1)).get(FI)
