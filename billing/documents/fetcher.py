"""What a document may refer to: our own fonts and the images handed in with it. Nothing else, from nowhere."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ASSETS = {
    "asset:Inter-Regular.ttf": "fonts/Inter-Regular.ttf",
    "asset:Inter-SemiBold.ttf": "fonts/Inter-SemiBold.ttf",
}


class NothingFetched(FatalURLFetchingError):  # type: ignore[misc]  # noqa: N818  WeasyPrint has no types; a refusal is a statement
    """A document referred to something outside itself, so it wasn't made.

    Fatal to WeasyPrint, which stops the rendering instead of leaving a gap: our templates refer to nothing outside, so
    such a reference is an attack or a mistake, and neither should be printed.
    """


class MemoryFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves `asset:` fonts and `image:` names out of memory; every other address is refused.

    The parent's constructor is left out on purpose: it would add the handlers for files and the network, and what has
    no handler can't be opened.
    """

    _fail_on_errors = True

    def __init__(self, images: Mapping[str, bytes] | None = None) -> None:
        """Keep the document's images, by names such as `image:logo`."""
        self._images = dict(images or {})

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  the interface has headers
        """Return what lies under an address in memory.

        Raises:
            NothingFetched: the address is none of ours.
        """
        content = self._images.get(url) if url.startswith("image:") else None
        if content is None and url in ASSETS:
            content = _asset(ASSETS[url])
        if content is None:
            raise NothingFetched(url[:200])
        return URLFetcherResponse(url, content)


@cache
def _asset(path: str) -> bytes:
    return (files(__package__) / path).read_bytes()
