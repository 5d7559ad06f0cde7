"""The texts that come with Samla: version 1 of each, in five languages."""

from datetime import datetime
from pathlib import Path

from tenants.kernel.language import LANGUAGES, Language
from tenants.terms.actions import Publication, publish
from tenants.terms.folder import KINDS, read_draft

TEXTS = Path(__file__).parent / "texts"
VERSION = 1


def publish_ours(now: datetime) -> None:
    """Publish our texts, in force from a moment on; those that are published already stay as they are."""
    for kind in KINDS:
        for language in LANGUAGES:
            publish(our_text(kind, language, now))


def our_text(kind: str, language: Language, in_force_from: datetime) -> Publication:
    """Return one of our texts in a language.

    Raises:
        NoTitle: the file doesn't begin with its title.
    """
    draft = read_draft(TEXTS / f"{kind}.{language}.md")
    return Publication(kind, VERSION, language, draft.title, draft.body, in_force_from)
