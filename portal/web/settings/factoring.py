"""Factoring agreements: the list, and the form of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.customers.queries import customers_by_id
from billing.factoring.queries import agreement_rows
from billing.factoring.rules import Agreement, AgreementInput
from billing.factoring.rules.transferring import USUAL
from billing.streams.queries import StreamFacts, stream_rows
from portal.web._design import Action, Field
from portal.web._design.fields import unplaced
from portal.web._design.words import OWN_NAMES
from portal.web.settings.form import NEEDED
from portal.web.settings.words import ACCOUNTS
from portal.web.settings.words import LABELS as OWN_LABELS
from tenants.kernel.ids import StreamId
from tenants.kernel.language import LANGUAGES, Language, Message, msg, translate
from tenants.kernel.refusals import Problem
from tenants.workspaces.queries import WorkspaceFacts

LABELS: dict[str, Message] = {
    "name": msg("Finance company"),
    "business_id": msg("Its business id"),
    "reference": msg("Number of the agreement"),
    "streams": msg("Streams that are transferred"),
    "customers": msg("Customers that are transferred"),
    "active": msg("In force"),
}
HINTS: dict[str, Message] = {
    "customers": msg("Customer numbers with blanks between; their invoices are transferred whatever the stream."),
    "active": msg("Without it nothing more is transferred; what was issued stays as it is."),
}
PAID_TO = ("iban", "bankgiro", "plusgiro", "account", "fik_creditor")
ACCOUNT_NAMES = ("iban", "bic", "bankgiro", "plusgiro", "account", "fik_creditor")


@dataclass(frozen=True, slots=True)
class FactoringRow:
    """An agreement in the list."""

    name: str
    url: str
    account: str
    whose: str
    active: bool


@dataclass(frozen=True, slots=True)
class FactoringPage:
    """The agreements of a company."""

    rows: tuple[FactoringRow, ...]
    new: Action
    settings_url: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """An agreement to be filled in."""

    name: str
    fields: tuple[Field, ...]
    clauses: tuple[Field, ...]
    others: tuple[Message, ...]
    save: Action
    list_url: str

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return (*self.fields, *self.clauses)


def factoring_page(workspace: WorkspaceFacts) -> FactoringPage:
    """Return the agreements as they stand."""
    streams = {stream.id: stream.name for stream in stream_rows(workspace.id)}
    where: dict[str, Any] = {"workspace_id": workspace.id}
    return FactoringPage(
        rows=tuple(
            FactoringRow(
                name=one.name,
                url=url_for("settings.agreement", **where, factoring_id=one.id),
                account=next((value for name in PAID_TO if (value := getattr(one, name))), ""),
                whose=_whose(workspace, one, streams),
                active=one.active,
            )
            for one in agreement_rows(workspace.id)
        ),
        new=Action(label=msg("Add an agreement"), url=url_for("settings.new_agreement", **where), method="get"),
        settings_url=url_for("settings.settings", **where),
    )


def agreement_page(
    workspace: WorkspaceFacts,
    agreement: Agreement | None,
    form: Mapping[str, str] | None = None,
    problems: Iterable[Problem] = (),
) -> AgreementPage:
    """Return an agreement as kept, or as typed with what is wrong; None: a new one."""
    values = _values(workspace, agreement) if form is None else dict(form)
    wrong: dict[str, tuple[Message, ...]] = {}
    streams = tuple(stream_rows(workspace.id))
    problems = tuple(_at_stream(streams, problems))
    for problem in problems:
        wrong[problem.field] = (*wrong.get(problem.field, ()), problem.message)
    names = ("name", "business_id", "reference", *ACCOUNTS[workspace.country])
    where: dict[str, Any] = {"workspace_id": workspace.id}
    here = url_for("settings.agreement", **where, factoring_id=agreement.id) if agreement else None
    fields = (
        *(_text(name, values, wrong, required=name in {"name", *NEEDED[workspace.country]}) for name in names),
        *(_stream(stream, values, wrong) for stream in streams),
        _text("customers", values, wrong),
        _tick("active", LABELS["active"], values, hint=HINTS["active"]),
    )
    clauses = tuple(_clause(language, values, wrong) for language in LANGUAGES)
    return AgreementPage(
        name=agreement.name if agreement else "",
        fields=fields,
        clauses=clauses,
        others=unplaced(problems, (*fields, *clauses)),
        save=Action(label=msg("Save"), url=here or url_for("settings.new_agreement", **where), weight="primary"),
        list_url=url_for("settings.factoring", **where),
    )


def read_agreement(form: MultiDict[str, str]) -> AgreementInput:
    """Return the agreement that was typed."""
    streams = (key.removeprefix("stream_") for key in form if key.startswith("stream_") and form.get(key))
    return AgreementInput(
        name=form.get("name", ""),
        business_id=form.get("business_id"),
        reference=form.get("reference"),
        **{name: form.get(name) for name in ACCOUNT_NAMES},
        clauses={language: form.get(f"clause_{language}", "") for language in LANGUAGES},
        active=bool(form.get("active")),
        streams=frozenset(StreamId(UUID(hex=each)) for each in streams if _is_id(each)),
        customer_numbers=tuple(dict.fromkeys(form.get("customers", "").replace(",", " ").replace(";", " ").split())),
    )


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(hex=text))
    except ValueError:
        return False


def _whose(workspace: WorkspaceFacts, agreement: Agreement, streams: Mapping[StreamId, str]) -> str:
    cards = customers_by_id(workspace.id, agreement.customers) if agreement.customers else {}
    named = [streams[stream] for stream in streams if stream in agreement.streams]
    return ", ".join([*named, *sorted(card.name for card in cards.values())])


def _values(workspace: WorkspaceFacts, agreement: Agreement | None) -> dict[str, str]:
    if agreement is None:
        return {"active": "y"}
    texts = {name: getattr(agreement, name) or "" for name in ("name", "business_id", "reference", *ACCOUNT_NAMES)}
    cards = customers_by_id(workspace.id, agreement.customers) if agreement.customers else {}
    return {
        **texts,
        "customers": " ".join(sorted(card.number for card in cards.values())),
        "active": "y" if agreement.active else "",
        **{f"stream_{stream.hex}": "y" for stream in agreement.streams},
        **{f"clause_{language}": text for language, text in agreement.clauses.items()},
    }


def _text(
    name: str, values: Mapping[str, str], wrong: Mapping[str, tuple[Message, ...]], *, required: bool = False
) -> Field:
    return Field(
        name=name,
        label=LABELS.get(name) or OWN_LABELS[name],
        value=values.get(name, ""),
        hint=HINTS.get(name, ""),
        errors=wrong.get(name, ()),
        required=required,
        maxlength=2000 if name == "customers" else 200,
    )


def _tick(
    name: str,
    label: Message | str,
    values: Mapping[str, str],
    *,
    hint: Message | str = "",
    errors: tuple[Message, ...] = (),
) -> Field:
    ticked = bool(values.get(name))
    return Field(name=name, label=label, kind="checkbox", value="y", checked=ticked, hint=hint, errors=errors)


def _at_stream(streams: Sequence[StreamFacts], problems: Iterable[Problem]) -> Iterable[Problem]:
    """Yield problems, those of the streams together at the first of them, where there is one."""
    for problem in problems:
        is_of_all = problem.field == "streams" and streams
        yield Problem(_tick_name(streams[0]), problem.message) if is_of_all else problem


def _stream(stream: StreamFacts, values: Mapping[str, str], wrong: Mapping[str, tuple[Message, ...]]) -> Field:
    name, label = _tick_name(stream), msg("Transfer the stream %(name)s", name=stream.name)
    return _tick(name, label, values, errors=wrong.get(name, ()))


def _tick_name(stream: StreamFacts) -> str:
    return f"stream_{stream.id.hex}"


def _clause(language: Language, values: Mapping[str, str], wrong: Mapping[str, tuple[Message, ...]]) -> Field:
    name = f"clause_{language}"
    usual = translate(USUAL.id, language, name=values.get("name") or "…")
    return Field(
        name=name,
        label=OWN_NAMES[language],
        kind="textarea",
        value=values.get(name, ""),
        placeholder=usual,
        errors=wrong.get(name, ()),
        maxlength=1000,
    )
