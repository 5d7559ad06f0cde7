"""The books are downloaded as a ZIP that any program opens; strangers find nothing."""

import zipfile
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.issued import BY_EMAIL, rendered


class TestExport:
    """The page and its ZIP."""

    @pytest.mark.parametrize("year", ["", "this"])
    def test_is_a_whole_zip_of_registers_and_files(self, cast: Cast, year: str) -> None:
        where = cast.kuusi.workspace_id
        rendered(cast.alice, where, [BY_EMAIL])
        browser, url = cast.bob.browser(), f"/w/{where}/export"
        page = browser.get(url).get_data(as_text=True)
        asked = page.split('name="year" value="')[-1][:4] if year else ""
        answer = post(browser, url, {"year": asked})
        assert answer.headers["Content-Disposition"].endswith(f"-{asked or 'all'}.zip")
        with zipfile.ZipFile(BytesIO(answer.get_data())) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert "Bob" in archive.read("registers/person.csv").decode("utf-8-sig")
            pdf = next(name for name in names if name.endswith(".pdf"))
            assert archive.read(pdf).startswith(b"%PDF")

    def test_has_no_year_in_which_nothing_was_kept(self, cast: Cast) -> None:
        for year in ("1999", "-1", "²"):
            assert post(cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/export", {"year": year}).status_code == 404

    def test_is_not_there_for_a_stranger(self, cast: Cast) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/export"
        assert cast.charlie.browser().get(url).status_code == 404
        assert post(cast.charlie.browser(), url, {}).status_code == 404
