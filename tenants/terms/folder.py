"""A folder of texts, one file for each text and language, named `<kind>.<language>.md` and beginning with the title."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tenants.kernel.language import LANGUAGES, Language
from tenants.kernel.refusals import Invalid
from tenants.terms.blocks import blocks
from tenants.terms.queries import BEFORE_INVOICING, TO_REMIND

KINDS = (*BEFORE_INVOICING, *TO_REMIND)
TITLE = "# "


class NoTitle(Invalid):
    """%(name)s has to begin with its title, after one hash, and have a text below it."""


class LanguageMissing(Invalid):
    """%(name)s is missing: each text is needed in every language."""


class NoTexts(Invalid):
    """There are no texts in %(folder)s; they are called such as terms_of_service.fi.md."""


class OtherShape(Invalid):
    """%(name)s has other headings or paragraphs than the English text, so one of them lacks something."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text in one language, ready to be published."""

    kind: str
    language: Language
    title: str
    body: str


def read_folder(folder: Path) -> tuple[Draft, ...]:
    """Return every text of a folder in every language; a folder may have some of the texts only.

    Raises:
        NoTexts: it has none. LanguageMissing, NoTitle, OtherShape: one of them can't be published.
    """
    found = [kind for kind in KINDS if any((folder / f"{kind}.{language}.md").exists() for language in LANGUAGES)]
    if not found:
        raise NoTexts(folder=folder)
    return tuple(draft for kind in found for draft in _of_kind(folder, kind))


def read_draft(file: Path) -> Draft:
    """Return one text.

    Raises:
        LanguageMissing: there is no such file. NoTitle: it doesn't begin with its title.
    """
    kind, language = file.name.removesuffix(".md").split(".")
    if not file.exists():
        raise LanguageMissing(name=file.name)
    title, _, body = file.read_text("utf-8").partition("\n")
    if not title.startswith(TITLE) or not body.strip():
        raise NoTitle(name=file.name)
    spoken = next(each for each in LANGUAGES if each == language)
    return Draft(kind, spoken, title.removeprefix(TITLE).strip(), body.strip())


def _of_kind(folder: Path, kind: str) -> Iterator[Draft]:
    drafts = [read_draft(folder / f"{kind}.{language}.md") for language in LANGUAGES]
    english = next(_shape(draft) for draft in drafts if draft.language == "en")
    for draft in drafts:
        if _shape(draft) != english:
            raise OtherShape(name=f"{kind}.{draft.language}.md")
        yield draft


def _shape(draft: Draft) -> tuple[str, ...]:
    return tuple(block.kind for block in blocks(draft.body))
