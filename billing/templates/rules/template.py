"""A stream's template: what it has of its own, and what it takes from the company's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from billing.documents.logo import clean_logo
from billing.documents.look import DESIGNS, ENCLOSED_KINDS, Design, EnclosedKind, Look
from billing.seller.rules.fields import Fields
from tenants.kernel.ids import FileId
from tenants.kernel.language import Language, msg
from tenants.kernel.refusals import Refusal

LogoChoice = Literal["company", "own", "none"]
LOGO_CHOICES: tuple[LogoChoice, ...] = get_args(LogoChoice)
# The country's form, the account and reference alone, or nothing where the customers never pay by it.
SlipChoice = Literal["usual", "account", "none"]
SLIP_CHOICES: tuple[SlipChoice, ...] = get_args(SlipChoice)
LONGEST_FOOT = 200  # characters: two lines on paper, which is the room that the foot has


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """How a stream's documents look; no accent means the company's, and the logo counts where it is the stream's own.

    `foot` is the text at the foot of each page, by language.
    """

    logo: LogoChoice = "company"
    logo_file_id: FileId | None = None
    accent: str | None = None
    design: Design = "clear"
    slip: SlipChoice = "usual"
    item_numbers: bool = True
    enclosed: EnclosedKind = "usual"
    foot: Mapping[Language, str] = field(default_factory=dict)


# A stream that has nothing of its own.
COMPANYS_LOOK = Template()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInput:
    """A template as typed; `image` is a new logo as uploaded, None keeps the one there is."""

    logo: str = "company"
    image: bytes | None = None
    accent: str = ""
    design: str = "clear"
    slip: str = "usual"
    item_numbers: bool = True
    enclosed: str = "usual"
    foot: Mapping[Language, str] = field(default_factory=dict)


def read_template(found: Fields, typed: TemplateInput, *, has_logo: bool) -> tuple[dict[str, Any], bytes | None]:
    """Return the columns that a typed template fills, and its new logo; each problem is kept at its field.

    A logo of the stream's own that nobody uploaded yet is a problem, unless `has_logo` says that one is kept.
    """
    image = _read_image(found, typed)
    if typed.logo == "own" and not typed.image and not has_logo:
        found.blame("image", msg("Choose the image that is the stream's own logo."))
    values = {
        "logo": found.one_of("logo", typed.logo, LOGO_CHOICES, msg("Choose which logo the stream has.")),
        "accent": _accent(found, typed.accent.strip().lower()),
        "design": found.one_of("design", typed.design, DESIGNS, msg("Choose a design.")),
        "slip": found.one_of("slip", typed.slip, SLIP_CHOICES, msg("Choose what the payment part shows.")),
        "item_numbers": typed.item_numbers,
        "enclosed": found.one_of(
            "enclosed", typed.enclosed, ENCLOSED_KINDS, msg("Choose which e-invoice the PDF holds.")
        ),
        "foot": {language: text for language in typed.foot if (text := _foot(found, language, typed.foot[language]))},
    }
    return values, image


def _accent(found: Fields, typed: str) -> str | None:
    return found.needed("accent", typed, lambda colour: Look(accent=colour).accent) if typed else None


def _foot(found: Fields, language: Language, typed: str) -> str:
    text = " ".join(typed.split())
    if len(text) > LONGEST_FOOT:
        found.blame(f"foot_{language}", msg("At most %(most)s characters fit here.", most=LONGEST_FOOT))
    return text


def _read_image(found: Fields, typed: TemplateInput) -> bytes | None:
    if not typed.image or typed.logo != "own":
        return None
    try:
        return clean_logo(typed.image)
    except Refusal as refusal:
        found.blame("image", refusal.message)
        return None
