"""How a workspace's documents look: its logo, one colour, a few texts of its own, and how it wants to be paid."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from tenants.kernel.language import Language
from tenants.kernel.refusals import Invalid

# What the payment part looks like: the Finnish credit transfer form, the Swedish, Norwegian or Danish block with what a
# payer types there, the plain account, or nothing.
SlipKind = Literal["tilisiirto", "bankgiro", "kid", "fik", "account", "none"]
SLIP_KINDS: tuple[SlipKind, ...] = get_args(SlipKind)
USUAL_SLIPS: dict[str, SlipKind] = {"FI": "tilisiirto", "SE": "bankgiro", "NO": "kid", "DK": "fik"}

# How the lines are set: with room between them, closer for long invoices, or under a heading filled with the colour.
Design = Literal["clear", "dense", "filled"]
DESIGNS: tuple[Design, ...] = get_args(Design)

# The e-invoice inside the PDF: the one that the buyer's country reads, or always the one or the other.
EnclosedKind = Literal["usual", "ubl", "factur_x"]
ENCLOSED_KINDS: tuple[EnclosedKind, ...] = get_args(EnclosedKind)
# Where a PDF with the Cross Industry Invoice inside is what businesses exchange: ZUGFeRD and Factur-X.
FACTUR_X_COUNTRIES = frozenset({"AT", "CH", "DE", "FR", "LU"})

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text on white
DARK_CHANNEL = 0.04045  # WCAG 2.2, relative luminance: up to here sRGB is linear


class NotAColour(Invalid):
    """A colour is written as # and six hexadecimal digits, such as #1f4e79."""


class TooPale(Invalid):
    """The colour is too pale to be read on white paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The choices of one stream of a workspace; the logo as `clean_logo` wrote it, the colour in hexadecimal.

    `foot` stands at the foot of each page, in the document's language or else in the seller's, which is `language`.

    Raises:
        NotAColour: the accent isn't six hexadecimal digits.
        TooPale: the accent hasn't the contrast of 4.5 to 1 that text needs.
    """

    logo: bytes | None = None
    accent: str = "#1f4e79"
    greeting: str = ""  # above the rows
    closing: str = ""  # below the sums
    seat: str = ""  # the company's registered seat
    website: str = ""
    slip: SlipKind = "account"
    design: Design = "clear"
    item_numbers: bool = True  # a column of them, where the lines have any
    enclosed: EnclosedKind = "usual"
    foot: Mapping[Language, str] = field(default_factory=dict)
    language: Language = "en"

    def __post_init__(self) -> None:
        """Refuse a colour that isn't one, since it goes into the style sheet, or that nobody can read."""
        if not HEX_COLOUR.fullmatch(self.accent):
            raise NotAColour(self.accent[:20])
        if contrast_on_white(self.accent) < READABLE:
            raise TooPale(self.accent)

    def foot_in(self, language: Language) -> str:
        """Return the text at the foot of a document in a language."""
        return self.foot.get(language) or self.foot.get(self.language, "")

    def wants_factur_x(self, buyer_country: str | None) -> bool:
        """Return whether the PDF for a buyer in a country encloses Factur-X instead of UBL.

        >>> Look().wants_factur_x("DE"), Look().wants_factur_x("SE"), Look(enclosed="ubl").wants_factur_x("DE")
        (True, False, False)
        """
        return self.enclosed == "factur_x" or (self.enclosed == "usual" and buyer_country in FACTUR_X_COUNTRIES)


def usual_slip(country: str | None) -> SlipKind:
    """Return the payment part that is usual where the seller is.

    >>> usual_slip("FI"), usual_slip("DE")
    ('tilisiirto', 'account')
    """
    return USUAL_SLIPS.get(country or "", "account")


def contrast_on_white(colour: str) -> float:
    """Return the contrast of a colour to white, 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast_on_white("#000000"), 1)
    21.0
    """
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= DARK_CHANNEL else float(((channel + 0.055) / 1.055) ** 2.4)
