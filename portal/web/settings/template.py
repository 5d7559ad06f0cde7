"""The page of a stream's template: a form beside the document that it makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from werkzeug.datastructures import FileStorage

from billing.documents.look import DESIGNS, ENCLOSED_KINDS, Design, EnclosedKind
from billing.seller.queries import get_seller
from billing.streams.queries import StreamFacts
from billing.templates.queries import template_of
from billing.templates.rules import LOGO_CHOICES, SLIP_CHOICES, LogoChoice, SlipChoice, Template, TemplateInput
from portal.web._design import Action, Field, Option
from portal.web._design.words import OWN_NAMES
from portal.web.settings.preview import Preview, preview_of
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.refusals import Problem

LONGEST_FOOT = 200
DESIGN_WORDS: dict[Design, tuple[Message, Message]] = {
    "clear": (msg("Airy lines"), msg("With room between them.")),
    "dense": (msg("Close lines"), msg("Smaller and nearer to each other, for invoices of many lines.")),
    "filled": (msg("Coloured headings"), msg("Headings and the sum on the colour.")),
}
LOGO_WORDS: dict[LogoChoice, Message] = {
    "company": msg("The company's, from the settings"),
    "own": msg("The stream's own"),
    "none": msg("None: the name in letters"),
}
SLIP_WORDS: dict[SlipChoice, tuple[Message, Message]] = {
    "usual": (msg("As is usual in the country"), msg("The form or block that banks there know, with its codes.")),
    "account": (msg("Account and reference"), msg("The IBAN with the reference, without the country's form.")),
    "none": (msg("Nothing"), msg("Where customers never pay by the document itself.")),
}
ENCLOSED_WORDS: dict[EnclosedKind, tuple[Message, Message]] = {
    "usual": (
        msg("By the customer's country"),
        msg("Factur-X (ZUGFeRD) for Germany, France and their neighbours, else UBL."),
    ),
    "ubl": (msg("Always UBL"), msg("As Peppol has it.")),
    "factur_x": (msg("Always Factur-X"), msg("The Cross Industry Invoice at the level EN 16931.")),
}
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePage:
    """How a stream's documents look, to be changed beside a preview."""

    stream: StreamFacts
    fields: tuple[Field, ...]
    foot: tuple[Field, ...]
    save: Action
    preview: Preview
    stream_url: str

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return (*self.fields, *self.foot)


def template_page(
    workspace_id: WorkspaceId, stream: StreamFacts, form: Form | None = None, problems: Iterable[Problem] = ()
) -> TemplatePage:
    """Return a stream's template as kept, or as typed with what is wrong.

    Raises:
        SellerMissing: nothing is saved in the company's settings yet.
    """
    seller = get_seller(workspace_id)
    values = _values(template_of(workspace_id, stream.id), seller.accent) if form is None else form
    wrong = {problem.field: (problem.message,) for problem in problems}
    there: dict[str, Any] = {"workspace_id": workspace_id, "stream_id": stream.id}
    return TemplatePage(
        stream=stream,
        fields=_fields(values, wrong),
        foot=_foot(values, wrong),
        save=Action(label=msg("Save"), url=url_for("settings.template", **there), weight="primary"),
        preview=preview_of(stream, seller.language),
        stream_url=url_for("settings.stream", **there),
    )


def read_template_form(form: Form, image: FileStorage | None) -> TemplateInput:
    """Return the template that was typed."""
    foot = {language: text for language in LANGUAGES if (text := form.get(f"foot_{language}", "").strip())}
    content = image.read() if image is not None and image.filename else None
    return TemplateInput(
        logo=form.get("logo", ""),
        image=content or None,
        accent=form.get("accent", "") if form.get("own_colour") else "",
        design=form.get("design", ""),
        slip=form.get("slip", ""),
        item_numbers=bool(form.get("item_numbers")),
        enclosed=form.get("enclosed", ""),
        foot=foot,
    )


def _values(template: Template, companys_accent: str) -> Form:
    values = {
        "design": template.design,
        "logo": template.logo,
        "own_colour": "y" if template.accent else "",
        "accent": template.accent or companys_accent,
        "slip": template.slip,
        "enclosed": template.enclosed,
        "item_numbers": "y" if template.item_numbers else "",
    }
    return {**values, **{f"foot_{language}": text for language, text in template.foot.items()}}


def _fields(values: Form, wrong: Mapping[str, tuple[Message, ...]]) -> tuple[Field, ...]:
    return (
        _choice("design", msg("Design"), [Option(name, *DESIGN_WORDS[name]) for name in DESIGNS], values, wrong),
        _choice("logo", msg("Logo"), [Option(name, LOGO_WORDS[name]) for name in LOGO_CHOICES], values, wrong),
        Field(
            name="image",
            label=msg("The stream's own logo"),
            kind="file",
            accept="image/png,image/jpeg",
            hint=msg("A PNG or JPEG of at most 2 MB; the one there is stays until another is chosen."),
            errors=wrong.get("image", ()),
        ),
        _tick("own_colour", msg("A colour of its own"), values),
        Field(
            name="accent",
            label=msg("Colour"),
            kind="color",
            value=values.get("accent", ""),
            hint=msg("Dark enough to be read on white; without a tick above, the company's is used."),
            errors=wrong.get("accent", ()),
            required=True,
        ),
        _choice("slip", msg("Payment part"), [Option(name, *SLIP_WORDS[name]) for name in SLIP_CHOICES], values, wrong),
        _tick("item_numbers", msg("A column with item numbers, where lines have them"), values),
        _choice(
            "enclosed",
            msg("E-invoice inside the PDF"),
            [Option(name, *ENCLOSED_WORDS[name]) for name in ENCLOSED_KINDS],
            values,
            wrong,
        ),
    )


def _choice(
    name: str, label: Message, options: Iterable[Option], values: Form, wrong: Mapping[str, tuple[Message, ...]]
) -> Field:
    return Field(
        name=name,
        label=label,
        kind="radio",
        value=values.get(name, ""),
        options=tuple(options),
        errors=wrong.get(name, ()),
        required=True,
    )


def _tick(name: str, label: Message, values: Form) -> Field:
    return Field(name=name, label=label, kind="checkbox", value="y", checked=bool(values.get(name)))


def _foot(values: Form, wrong: Mapping[str, tuple[Message, ...]]) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=f"foot_{language}",
            label=OWN_NAMES[language],
            value=values.get(f"foot_{language}", ""),
            errors=wrong.get(f"foot_{language}", ()),
            maxlength=LONGEST_FOOT,
        )
        for language in LANGUAGES
    )
