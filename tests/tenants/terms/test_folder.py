"""A folder of texts to publish."""

import shutil
from pathlib import Path

import pytest

from tenants.terms.folder import KINDS, LanguageMissing, NoTexts, NoTitle, OtherShape, read_folder
from tenants.terms.ours import TEXTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy our mandate to invoice."""
    for file in TEXTS.glob("mandate_to_invoice.*.md"):
        shutil.copy(file, tmp_path)
    return tmp_path


class TestFolder:
    """One file for each text and language."""

    def test_may_have_some_of_the_texts(self, folder: Path) -> None:
        drafts = read_folder(folder)
        assert {draft.kind for draft in drafts} == {"mandate_to_invoice"}
        assert len(drafts) == 5

    def test_of_ours_has_all(self) -> None:
        assert {draft.kind for draft in read_folder(TEXTS)} == set(KINDS)

    def test_needs_every_language(self, folder: Path) -> None:
        (folder / "mandate_to_invoice.da.md").unlink()
        with pytest.raises(LanguageMissing, match=r"mandate_to_invoice\.da\.md"):
            read_folder(folder)

    def test_needs_titles(self, folder: Path) -> None:
        (folder / "mandate_to_invoice.sv.md").write_text("Fullmakt\n\nText.")
        with pytest.raises(NoTitle):
            read_folder(folder)

    def test_needs_the_same_sections_in_every_language(self, folder: Path) -> None:
        file = folder / "mandate_to_invoice.fi.md"
        file.write_text(file.read_text("utf-8").replace("## 8.", "8."), "utf-8")
        with pytest.raises(OtherShape):
            read_folder(folder)

    def test_without_texts_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(NoTexts):
            read_folder(tmp_path)
