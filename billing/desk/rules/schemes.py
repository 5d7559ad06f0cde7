"""Which lines can't stand on one invoice, since the law wants different reasons for the same VAT category."""

from collections.abc import Iterable, Iterator

from billing.articles.rules.schemes import CLASH
from billing.countries.vat_schemes import VatScheme
from tenants.kernel.refusals import Problem


def clashes(chosen: Iterable[tuple[int, str, VatScheme | None]]) -> Iterator[Problem]:
    """Yield which lines can't stand beside the first exempt one: each is a place, a category and the scheme, if any."""
    code: str | None = None
    is_first = True
    for place, category, scheme in chosen:
        if category != "E":
            continue
        own = scheme.code if scheme else None
        if not is_first and own != code:
            yield Problem(f"lines.{place}.vat", CLASH)
        code, is_first = (own, False) if is_first else (code, False)
