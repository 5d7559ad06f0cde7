"""The fields of the client forms: what is asked, what was answered, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import request

from portal.web._design import Field, Option
from portal.web._design.words import OWN_NAMES
from tenants.clients.actions import NewClient
from tenants.clients.contacts import Contact
from tenants.clients.queries import ClientFacts
from tenants.kernel.country import USUAL_LANGUAGE
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

COUNTRY_NAMES: Mapping[str, Message] = {
    "FI": msg("Finland"),
    "SE": msg("Sweden"),
    "NO": msg("Norway"),
    "DK": msg("Denmark"),
}
VAT_WORDS: Mapping[str, Message] = {
    "unknown": msg("Not known"),
    "registered": msg("Registered for VAT"),
    "not_registered": msg("Not registered for VAT"),
}


def with_problems(fields: Sequence[Field], problems: Sequence[Problem]) -> tuple[Field, ...]:
    """Return fields, each with what is wrong at it."""
    return tuple(
        replace(field, errors=tuple(problem.message for problem in problems if problem.field == field.name))
        for field in fields
    )


def company_fields(new: NewClient) -> tuple[Field, ...]:
    """Return the fields of a company that is put on the register."""
    countries = tuple(Option(code, name) for code, name in COUNTRY_NAMES.items())
    return (
        Field(name="country", label=msg("Country"), kind="select", value=new.country, options=countries, required=True),
        Field(
            name="business_id",
            label=msg("Business id"),
            value=new.business_id,
            hint=msg("Y-tunnus, organisationsnummer, organisasjonsnummer or CVR number."),
            required=True,
            maxlength=30,
        ),
        Field(name="name", label=msg("Name of the company"), value=new.name, required=True, maxlength=200),
        Field(name="street", label=msg("Street"), value=new.street, maxlength=200),
        Field(name="postal_code", label=msg("Postal code"), value=new.postal_code, maxlength=20),
        Field(name="city", label=msg("City"), value=new.city, maxlength=100),
        Field(
            name="vat_status",
            label=msg("VAT"),
            kind="select",
            value=new.vat_status,
            options=tuple(Option(status, words) for status, words in VAT_WORDS.items()),
        ),
    )


def contact_fields(contact: Contact, *, is_main: bool = True) -> tuple[Field, ...]:
    """Return the fields of whom to talk to at a client; the main contact is the one who is invited."""
    admin = msg("The invitation goes here. This person becomes the client's admin and accepts the terms.")
    languages = tuple(Option(code, name) for code, name in OWN_NAMES.items())
    return (
        Field(name="contact_name", label=msg("Contact's name"), value=contact.name, required=True, maxlength=200),
        Field(
            name="contact_email",
            label=msg("Contact's e-mail"),
            kind="email",
            value=contact.email,
            hint=admin if is_main else "",
            required=True,
            maxlength=254,
        ),
        Field(name="contact_phone", label=msg("Contact's phone"), kind="tel", value=contact.phone, maxlength=40),
        Field(
            name="language",
            label=msg("Contact's language"),
            kind="select",
            value=contact.language,
            options=languages,
            required=True,
        ),
    )


def posted_client() -> NewClient:
    """Return the company that the form posted."""
    form = request.form
    contact = posted_contact()
    return NewClient(
        country=form.get("country", ""),
        business_id=form.get("business_id", ""),
        name=form.get("name", ""),
        contact_name=contact.name,
        contact_email=contact.email,
        contact_phone=contact.phone,
        language=contact.language,
        street=form.get("street", ""),
        postal_code=form.get("postal_code", ""),
        city=form.get("city", ""),
        vat_status=form.get("vat_status", "unknown"),
    )


def posted_contact() -> Contact:
    """Return the contact that the form posted."""
    form = request.form
    return Contact(
        form.get("contact_name", ""),
        form.get("contact_email", ""),
        form.get("contact_phone", ""),
        form.get("language", ""),
    )


def empty_client(country: str) -> NewClient:
    """Return what the form of a new client begins with: the firm's own country and its usual language."""
    language = next((spoken for code, spoken in USUAL_LANGUAGE.items() if code == country), "en")
    return NewClient(country, "", "", "", "", "", language)


def contact_of(client: ClientFacts | NewClient) -> Contact:
    """Return whom to talk to at a client."""
    return Contact(client.contact_name, client.contact_email, client.contact_phone, client.language)
