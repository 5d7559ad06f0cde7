"""The texts that come with Samla: version 1 of each, in five languages."""

from datetime import datetime
from pathlib import Path

from tenants.kernel.language import LANGUAGES, Language
from tenants.terms.actions import Publication, publish
from tenants.terms.queries import BEFORE_INVOICING

TEXTS = Path(__file__).parent / "texts"
VERSION = 1
TITLE = "# "


class NoTitle(ValueError):  # noqa: N818  a statement
    """A text's first line has to be its title, after one hash."""


def publish_ours(now: datetime) -> None:
    """Publish our texts, in force from a moment on; those that are published already stay as they are."""
    for kind in BEFORE_INVOICING:
        for language in LANGUAGES:
            publish(our_text(kind, language, now))


def our_text(kind: str, language: Language, in_force_from: datetime) -> Publication:
    """Return one of our texts in a language.

    Raises:
        NoTitle: the file doesn't begin with its title.
    """
    title, _, body = (TEXTS / f"{kind}.{language}.md").read_text("utf-8").partition("\n")
    if not title.startswith(TITLE) or not body.strip():
        raise NoTitle(kind, language)
    return Publication(kind, VERSION, language, title.removeprefix(TITLE).strip(), body.strip(), in_force_from)
