"""Fields of a form as templates see them, whether they come from WTForms or from our own parsing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from portal.web._design.words import Words
from tenants.kernel.language import Message
from tenants.kernel.refusals import Problem

Kind = Literal[
    "text", "email", "tel", "password", "search", "number", "money", "date", "color", "textarea",
    "select", "radio", "checkbox", "file", "hidden",
]  # fmt: skip

WTFORMS_KINDS: dict[str, Kind] = {
    "EmailField": "email",
    "TelField": "tel",
    "PasswordField": "password",
    "SearchField": "search",
    "IntegerField": "number",
    "DecimalField": "money",
    "DateField": "date",
    "TextAreaField": "textarea",
    "SelectField": "select",
    "RadioField": "radio",
    "BooleanField": "checkbox",
    "FileField": "file",
    "MultipleFileField": "file",
    "HiddenField": "hidden",
    "CSRFTokenField": "hidden",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value, its words, a sentence below it, and why it can't be chosen where that is so."""

    value: str
    label: Words
    hint: Words = ""
    points: tuple[Words, ...] = ()
    price: Words = ""
    badge: Words = ""
    refusal: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: what is asked, what was answered, and what is wrong with the answer."""

    name: str
    label: Words
    kind: Kind = "text"
    value: str = ""
    hint: Words = ""
    errors: tuple[Words, ...] = ()
    required: bool = False
    checked: bool = False
    options: tuple[Option, ...] = ()
    suffix: Words = ""
    autocomplete: str = ""
    placeholder: Words = ""
    maxlength: int | None = None
    accept: str = ""
    multiple: bool = False
    refusal: Words = ""
    form: str = ""

    @property
    def id(self) -> str:
        """Return the element's id, which the summary of errors links to."""
        return f"field-{self.name}"

    @property
    def inputmode(self) -> str:
        """Return the keyboard that a phone should show; one of digits alone has no comma for 1,5 hours."""
        return "decimal" if self.kind in {"money", "number"} else ""

    @property
    def described_by(self) -> str:
        """Return the ids of the texts that explain the field, for `aria-describedby`."""
        parts = [(self.hint, "hint"), (self.refusal, "refusal"), (self.errors, "error")]
        return " ".join(f"{self.id}-{name}" for text, name in parts if text)


def as_field(thing: Any, **changes: Any) -> Field:
    """Return a `Field`, from one of ours or from a bound WTForms field; `changes` win over what it says."""
    field = thing if isinstance(thing, Field) else _from_wtforms(thing)
    return replace(field, **changes) if changes else field


def unplaced(problems: Iterable[Problem], fields: Iterable[Field]) -> tuple[Message, ...]:
    """Return what is wrong with what no field of the page asks for: it is said above the form, never left out."""
    shown = {field.name for field in fields}
    return tuple(problem.message for problem in problems if problem.field not in shown)


def _from_wtforms(bound: Any) -> Field:
    kind = WTFORMS_KINDS.get(bound.type, "text")
    return Field(
        name=bound.name,
        label=bound.label.text,
        kind=kind,
        value=_value_of(bound, kind),
        hint=bound.description,
        errors=tuple(bound.errors),
        required=bool(bound.flags.required),
        checked=kind == "checkbox" and bool(bound.data),
        options=tuple(_options_of(bound)) if kind in ("select", "radio") else (),
        autocomplete=(bound.render_kw or {}).get("autocomplete", ""),
        maxlength=getattr(bound.flags, "maxlength", None),
        multiple=bound.type == "MultipleFileField",
    )


def _value_of(bound: Any, kind: Kind) -> str:
    """Return what to show in the field; a password and a file are never shown again."""
    if kind in ("password", "file"):
        return ""
    if kind == "checkbox":
        return "y"
    if kind in ("select", "radio"):
        return "" if bound.data is None else str(bound.data)
    return str(bound._value())  # noqa: SLF001  WTForms keeps the answer as typed only there


def _options_of(bound: Any) -> Iterable[Option]:
    return (Option(str(choice[0]), choice[1]) for choice in bound.iter_choices())
