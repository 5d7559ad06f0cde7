"""Printing one invoice here and handing it over: what can be done about it on its own page."""

from flask import url_for

from billing.delivery.queries.by_hand import Chosen, papers_of
from billing.delivery.rules.by_hand import REASONS, Hindrance, hindrance
from billing.invoices.queries import InvoiceFacts
from portal.web._design import Action
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

# Where nothing has left, or what left came back or got lost, a person may choose paper; else it isn't offered.
OFFERED: frozenset[Hindrance | None] = frozenset({None, "einvoice_only"})


def on_paper(
    actor: Actor, workspace_id: WorkspaceId, invoice: InvoiceFacts, chosen: Chosen | None
) -> tuple[Action, ...]:
    """Return choosing paper for an invoice that hasn't gone out, or saying that it was handed over once it is chosen.

    `chosen` is by whom and when it was.
    """
    where, invoice_id = workspace_id, invoice.row.id
    paper, _document = papers_of(where, [invoice_id])[invoice_id]
    reason = hindrance(paper, any_way=True)
    if reason not in OFFERED:
        return ()
    if reason is not None:
        return (Action(label=msg("Print here"), icon="file", refusal=REASONS[reason]),)
    if chosen is None:
        found: tuple[Action, ...] = (
            Action(label=msg("Print here"), url=url_for("sending.print_out", workspace_id=where), icon="file"),
        )
    else:
        gone, back = msg("It counts as delivered from now on. That can't be taken back."), msg("Don't hand it over")
        there = url_for("sending.printing", workspace_id=where, printing_id=chosen.printing_id)
        not_by_hand = url_for("sending.not_by_hand", workspace_id=where, invoice_id=invoice_id)
        found = (
            Action(
                label=msg("Handed it over"),
                url=url_for("sending.handed_over", workspace_id=where),
                weight="primary",
                icon="check",
                confirm=gone,
            ),
            Action(label=msg("The PDF to print"), url=there, method="get", icon="file"),
            Action(label=back, url=not_by_hand, icon="undo"),
        )
    return tuple(
        one if one.method == "get" else permitted(one, actor, Permission.SEND_DOCUMENTS, where) for one in found
    )
