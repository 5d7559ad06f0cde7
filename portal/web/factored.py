"""Whose invoices are transferred to a finance company, told where their terms are looked at."""

from flask import url_for

from billing.customers.rules.facts import CustomerFacts
from billing.factoring.queries import agreement_rows
from billing.factoring.rules import Agreement
from billing.streams.queries import StreamFacts
from portal.web._design import Link, Notice
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg


def factored_customer(actor: Actor, workspace_id: WorkspaceId, customer: CustomerFacts) -> tuple[Notice, ...]:
    """Return that a customer's invoices are transferred, and to whom; nothing where they aren't."""
    sentence = msg("Invoices to this customer are transferred to %(name)s, whatever the stream.").id
    return tuple(
        _told(actor, workspace_id, one, sentence)
        for one in agreement_rows(workspace_id)
        if one.active and customer.id in one.customers
    )


def factored_stream(actor: Actor, workspace_id: WorkspaceId, stream: StreamFacts) -> tuple[Notice, ...]:
    """Return that a stream's invoices are transferred, and to whom; nothing where they aren't."""
    sentence = msg("Invoices of this stream are transferred to %(name)s.").id
    return tuple(
        _told(actor, workspace_id, one, sentence)
        for one in agreement_rows(workspace_id)
        if one.active and stream.id in one.streams
    )


def _told(actor: Actor, workspace_id: WorkspaceId, agreement: Agreement, sentence: str) -> Notice:
    words = Message(sentence, {"name": agreement.name})
    if not actor.may(Permission.EDIT_SETTINGS, in_=workspace_id):
        return Notice("info", words)
    here = url_for("settings.agreement", workspace_id=workspace_id, factoring_id=agreement.id)
    return Notice("info", words, (Link(msg("The factoring agreement"), here),))
