"""Company registers on loopback that answer as the four countries' do, and can be slow, broken or out of order."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Mood = Literal["well", "broken", "slow", "dripping", "long", "out_of_order", "redirecting", "html"]
TOKEN = "a-token"
DRIPS, PAUSE = 200, 0.05


@dataclass
class FakeRegister:
    """What the register knows, by canonical business id, in the words of its country; `mood` is how it answers."""

    companies: dict[str, dict[str, Any]] = field(default_factory=dict)
    mood: Mood = "well"
    asked: list[str] = field(default_factory=list)
    authorised: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Return the register's address."""
        return f"http://127.0.0.1:{self.port}"

    def with_user(self) -> str:
        """Return the address with user and password in it."""
        return f"http://samla:s%40cret@127.0.0.1:{self.port}"

    def answer(self, path: str, body: bytes) -> tuple[int, Any]:
        """Return status and content for a question, as the four registers document theirs."""
        if path.startswith("/companies?businessId="):
            found = self.companies.get(path.rpartition("=")[2].replace("-", ""))
            return 200, {"totalResults": int(bool(found)), "companies": [found] if found else []}
        if path.startswith("/enheter/"):
            found = self.companies.get(path.rpartition("/")[2])
            return (200, found) if found else (404, {"status": 404})
        if path == "/virksomhed/_search":
            wanted = str(json.loads(body)["query"]["term"]["Vrvirksomhed.cvrNummer"])
            found = self.companies.get(wanted)
            return 200, {"hits": {"hits": [{"_source": {"Vrvirksomhed": found}}] if found else []}}
        if path == "/token":
            return 200, {"access_token": TOKEN, "token_type": "Bearer"}
        if path == "/organisationer":
            found = self.companies.get(json.loads(body)["identitetsbeteckning"])
            return 200, {"organisationer": [found or swedish_fault("ORGANISATION_FINNS_EJ")]}
        return 404, {}


@contextmanager
def company_register(**companies: dict[str, Any]) -> Iterator[FakeRegister]:
    """Run a register that knows some companies: `company_register(_27000001={...})`."""
    register = FakeRegister({key.lstrip("_"): value for key, value in companies.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _serve(self, body: bytes) -> None:
            register.asked.append(self.path)
            register.authorised.append(self.headers.get("Authorization", ""))
            with suppress(OSError):
                _MOODS.get(register.mood, _well)(self, register, body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    register.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()


def _well(handler: BaseHTTPRequestHandler, register: FakeRegister, body: bytes) -> None:
    status, content = register.answer(handler.path, body)
    _send(handler, status, json.dumps(content).encode())


def _send(handler: BaseHTTPRequestHandler, status: int, content: bytes, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def _drip(handler: BaseHTTPRequestHandler, _register: FakeRegister, _body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(DRIPS))
    handler.end_headers()
    for _ in range(DRIPS):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(PAUSE)


_MOODS: dict[str, Any] = {
    "broken": lambda handler, _register, _body: handler.connection.close(),
    "slow": lambda _handler, _register, _body: time.sleep(3),
    "dripping": _drip,
    "long": lambda handler, _register, _body: _send(handler, 200, b"[" + b" " * 600_000 + b"]"),
    "out_of_order": lambda handler, _register, _body: _send(handler, 503, b"{}"),
    "redirecting": lambda handler, _register, _body: _send(handler, 302, b"", Location="http://127.0.0.1:1/"),
    "html": lambda handler, _register, _body: _send(handler, 200, b"<html>maintenance</html>"),
}


def finnish(name: str = "Malli Oy", **changes: Any) -> dict[str, Any]:
    """Return a company as YTJ tells it: once renamed, with a street and a post address, registered for VAT."""
    return {
        "businessId": {"value": "0000000-0", "registrationDate": "2001-01-01", "source": "3"},
        "names": [
            {"name": "Vanha Malli Oy", "type": "1", "registrationDate": "2001-01-01", "endDate": "2010-05-01"},
            {"name": "Mallipuoti", "type": "3", "registrationDate": "2010-05-01"},
            {"name": name, "type": "1", "registrationDate": "2010-05-01", "version": 1},
        ],
        "registeredEntries": [
            {"type": "1", "register": "1", "registrationDate": "2001-01-01"},
            {
                "type": "80",
                "register": "6",
                "registrationDate": "2001-02-01",
                "descriptions": [{"languageCode": "3", "description": "VAT-liable for business activity"}],
            },
        ],
        "addresses": [
            {
                "type": 2,
                "postOfficeBox": "7",
                "postCode": "00101",
                "postOffices": [{"city": "HELSINKI", "languageCode": "1"}],
            },
            {
                "type": 1,
                "street": "Mallikatu",
                "buildingNumber": "7",
                "entrance": "B",
                "apartmentNumber": "12",
                "postCode": "00100",
                "postOffices": [
                    {"city": "HELSINGFORS", "languageCode": "2", "municipalityCode": "091"},
                    {"city": "HELSINKI", "languageCode": "1", "municipalityCode": "091"},
                ],
            },
        ],
        "tradeRegisterStatus": "1",
        "status": "2",
        **changes,
    }


def norwegian_unit(name: str = "Malli AS", **changes: Any) -> dict[str, Any]:
    """Return a company as Enhetsregisteret tells it."""
    address = {"land": "Norge", "landkode": "NO", "postnummer": "0150", "poststed": "OSLO", "adresse": ["Mallveien 3"]}
    return {"navn": name, "forretningsadresse": address, "registrertIMvaregisteret": True, "konkurs": False, **changes}


def danish(name: str = "Malli ApS", **changes: Any) -> dict[str, Any]:
    """Return a company as CVR tells it."""
    return {
        "virksomhedMetadata": {
            "nyesteNavn": {"navn": name},
            "nyesteBeliggenhedsadresse": {
                "vejnavn": "Mallevej",
                "husnummerFra": 5,
                "bogstavFra": "B",
                "etage": "2",
                "sidedoer": "tv",
                "postnummer": 1000,
                "postdistrikt": "København K",
            },
            "sammensatStatus": "NORMAL",
        },
        "livsforloeb": [{"periode": {"gyldigFra": "2001-01-01", "gyldigTil": None}}],
        **changes,
    }


def swedish_fault(kind: str) -> dict[str, Any]:
    """Return what Bolagsverket answers in place of a company: each part says what is wrong."""
    fault = {"fel": {"typ": kind, "felBeskrivning": "..."}, "dataproducent": "Bolagsverket"}
    return {"organisationsnamn": {"organisationsnamnLista": None, **fault}, "postadressOrganisation": fault}


def swedish(name: str = "Malli AB", **changes: Any) -> dict[str, Any]:
    """Return a company as Bolagsverket tells it."""
    names = [
        {"namn": "Malli butik", "organisationsnamntyp": {"kod": "SARSKILT_FORETAGSNAMN"}},
        {"namn": name, "organisationsnamntyp": {"kod": "FORETAGSNAMN"}},
    ]
    address = {"utdelningsadress": "Mallgatan 9", "postnummer": "11122", "postort": "Stockholm", "land": "Sverige"}
    return {
        "organisationsnamn": {"organisationsnamnLista": names},
        "postadressOrganisation": {"postadress": address},
        "avregistreradOrganisation": None,
        **changes,
    }
