"""What a document may refer to."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from billing.documents.fetcher import MemoryFetcher, NothingFetched

CANARY = "CANARY-7f3a91"


class Listener:
    """A loopback server that counts who knocks."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.knocks = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.knocks += 1
            connection.sendall(f"HTTP/1.0 200 OK\r\n\r\n{CANARY}".encode())
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.server.close()


VECTORS = (
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<base href="{url}"><link rel="attachment" href="x">',
    '<base href="{url}"><img src="x.png">',
    '<img src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<style>@import url("{url}");</style>',
    '<style>p {{ background: url("{url}") }}</style><p>x</p>',
    '<style>@font-face {{ font-family: F; src: url("{url}") }}</style><p style="font-family: F">x</p>',
    '<style>p::before {{ content: url("{url}") }}</style><p>x</p>',
    '<style>li {{ list-style-image: url("{url}") }}</style><ul><li>x</ul>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22><image href=%22{url}%22/></svg>">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{url}#a"/></svg>',
)


def printed(html: str) -> bytes:
    """Return the PDF of a hostile page, or nothing where it was refused."""
    try:
        return bytes(HTML(string=html, url_fetcher=MemoryFetcher()).write_pdf(uncompressed_pdf=True))
    except NothingFetched:
        return b""


class TestMemoryFetcher:
    """Nothing but fonts and given images, whatever a page asks for."""

    @pytest.mark.parametrize("vector", VECTORS)
    def test_never_reads_a_file(self, vector: str, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text(CANARY)

        assert CANARY.encode() not in printed(vector.format(url=secret.as_uri()))

    @pytest.mark.parametrize("vector", VECTORS)
    def test_never_calls_anybody(self, vector: str, listener: Listener) -> None:
        pdf = printed(vector.format(url=f"http://127.0.0.1:{listener.port}/x.png"))

        assert listener.knocks == 0
        assert CANARY.encode() not in pdf

    def test_stops_the_document_rather_than_leaving_a_gap(self) -> None:
        with pytest.raises(NothingFetched):
            HTML(string='<img src="image:unknown">', url_fetcher=MemoryFetcher()).write_pdf()

    @pytest.mark.parametrize(
        "url", ["asset:../pdf.py", "asset:LICENSE.txt", "image:logo/../x", "data:text/plain,x", ""]
    )
    def test_has_nothing_but_named_fonts_and_given_images(self, url: str) -> None:
        with pytest.raises(NothingFetched):
            MemoryFetcher({"image:logo": b"x"}).fetch(url)

    def test_gives_the_image_that_came_with_the_document(self) -> None:
        assert MemoryFetcher({"image:logo": b"x"}).fetch("image:logo").read() == b"x"

    def test_gives_no_image_under_a_fonts_name(self) -> None:
        font = MemoryFetcher({"asset:Inter-Regular.ttf": b"x"}).fetch("asset:Inter-Regular.ttf")

        assert font.read()[:4] == b"\x00\x01\x00\x00"

    def test_opens_nothing_for_a_style_sheet_either(self, listener: Listener) -> None:
        rule = f'@font-face {{ font-family: F; src: url("http://127.0.0.1:{listener.port}/f.ttf") }}'

        with pytest.raises(NothingFetched):
            CSS(string=rule, url_fetcher=MemoryFetcher(), font_config=FontConfiguration())

        assert listener.knocks == 0
