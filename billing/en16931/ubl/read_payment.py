"""How a UBL document is to be paid."""

from dataclasses import replace

from billing.en16931.model import Card, CreditTransfer, DirectDebit, PaymentMeans
from billing.en16931.ubl.fields import find, find_all, need, text
from billing.en16931.xmlsafe import Node


def read_payment_means(root: Node, creditor: str | None) -> tuple[PaymentMeans, ...]:
    """Return the ways to pay (BG-16).

    UBL repeats the whole element for each account, so neighbours that differ in the account only are one way to pay.
    """
    found: list[PaymentMeans] = []
    for means in (_means(node, creditor) for node in find_all(root, "cac:PaymentMeans")):
        last = found[-1] if found else None
        if last and _is_same_but_for_account(last, means):
            found[-1] = replace(last, transfers=last.transfers + means.transfers)
        else:
            found.append(means)
    return tuple(found)


def _is_same_but_for_account(last: PaymentMeans, means: PaymentMeans) -> bool:
    """Return whether a further element only adds an account; the text (BT-82) may be stated once only (UBL-SR-46)."""
    alike = replace(means, text=means.text or last.text, transfers=last.transfers) == last
    return alike and bool(means.transfers and last.transfers)


def _means(node: Node, creditor: str | None) -> PaymentMeans:
    code = find(node, "cbc:PaymentMeansCode")
    return PaymentMeans(
        code=need(node, "cbc:PaymentMeansCode", "BT-81"),
        text=None if code is None else code.get("name"),
        reference=text(node, "cbc:PaymentID"),
        transfers=tuple(_transfer(account) for account in find_all(node, "cac:PayeeFinancialAccount")),
        card=_card(find(node, "cac:CardAccount")),
        direct_debit=_direct_debit(find(node, "cac:PaymentMandate"), creditor),
    )


def _transfer(node: Node) -> CreditTransfer:
    return CreditTransfer(
        account=need(node, "cbc:ID", "BT-84"),
        name=text(node, "cbc:Name"),
        bic=text(node, "cac:FinancialInstitutionBranch/cbc:ID"),
    )


def _card(node: Node | None) -> Card | None:
    if node is None:
        return None
    return Card(
        number=need(node, "cbc:PrimaryAccountNumberID", "BT-87"),
        holder=text(node, "cbc:HolderName"),
        network=text(node, "cbc:NetworkID"),
    )


def _direct_debit(mandate: Node | None, creditor: str | None) -> DirectDebit | None:
    if mandate is None:
        return None
    return DirectDebit(
        mandate=text(mandate, "cbc:ID"),
        creditor=creditor,
        account=text(mandate, "cac:PayerFinancialAccount/cbc:ID"),
    )
