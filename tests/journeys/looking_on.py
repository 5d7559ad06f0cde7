"""What those see who didn't do the work: the client, and a stranger."""

from pathlib import Path

from tests.journeys.invoicing import books
from tests.journeys.walking import Walker

NOT_FOUND = 404


def read_invoices(admin: Walker, folder: Path) -> str:
    """Have the client's admin open an invoice and fetch its files; returns the invoice's address."""
    admin.go(f"{books(admin)}/invoices")
    rows = admin.page.locator("tbody tr")
    assert rows.count() == 3
    rows.filter(has_text="Tuohi & Terva Oy").locator("a").first.click()
    admin.look()
    place = admin.page.url
    files = {}
    for link in admin.page.locator(".document-links a:visible").all():
        with admin.page.expect_download() as download:
            link.click()
        kept = folder / download.value.suggested_filename
        download.value.save_as(kept)
        files[kept.suffix] = kept.read_bytes()
    assert files[".pdf"].startswith(b"%PDF")
    assert b"Tuohi &amp; Terva Oy" in files[".xml"]
    return place


def see_nothing(stranger: Walker, place: str) -> None:
    """Have a stranger knock at every door of the invoice, and see none of it in their own lists."""
    workspace = "/".join(place.split("/")[:5])
    doors = [place, f"{place}/pdf", workspace, f"{workspace}/invoices", f"{workspace}/requests", f"{workspace}/audit"]
    assert {door: stranger.page.request.get(door).status for door in doors} == dict.fromkeys(doors, NOT_FOUND)
    stranger.go("/search?q=Tuohi")
    assert "Tuohi" not in stranger.page.locator("main table, main li").all_inner_texts()
