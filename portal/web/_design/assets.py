"""Styles, scripts and fonts: kept in memory, served under an address that changes with their content."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent
STYLES = (
    "tokens", "page", "bar", "navigation", "button", "state", "table", "toolbar", "form", "notice", "card",
    "progress", "timeline", "dialog", "conversation", "portfolio", "document", "variants", "terms", "written", "plain",
    "phone",
)  # fmt: skip
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file's bytes and its media type."""

    content: bytes
    media_type: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return every asset by its name in the address: `samla.css`, `table.js`, `vendor/htmx/htmx.min.js`."""
    files = {path.name: path for path in (HERE / "static").iterdir()}
    files |= {path.relative_to(HERE).as_posix(): path for path in (HERE / "vendor").rglob("*")}
    found = {name: Asset(path.read_bytes(), TYPES[path.suffix]) for name, path in files.items() if path.suffix in TYPES}
    styles = b"\n".join(found.pop(f"{name}.css").content for name in STYLES)
    return MappingProxyType(found | {"samla.css": Asset(styles, TYPES[".css"])})


@cache
def fingerprint() -> str:
    """Return what stands in the address of every asset: a hash of all of them.

    One for all, so that what a style or a script refers to relatively is found under the same address.
    """
    digest = sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + asset.content)
    return digest.hexdigest()[:12]
