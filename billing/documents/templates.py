"""The templates' surroundings: everything escaped, nothing undefined, only files of this package."""

from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tenants.kernel.language import Language, say, say_many


@cache
def environment() -> Environment:
    """Return the one Jinja environment of documents."""
    return Environment(
        loader=PackageLoader("billing.documents", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def fill(template: str, language: Language, **values: Any) -> str:
    """Return a template filled in, with `_` and `ngettext` in the language; values are texts, never HTML."""

    def said(id_: str, **params: object) -> str:
        return say(id_, language, **params)

    return (
        environment()
        .get_template(template)
        .render(_=said, ngettext=partial(_many, language), language=language, **values)
    )


def _many(language: Language, singular: str, plural: str, n: int, **params: object) -> str:
    return say_many(singular, plural, n, language, **params)
