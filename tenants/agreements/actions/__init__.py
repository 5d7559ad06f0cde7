"""What can be done with an agreement: propose, start, renew, change with consent, cancel, keep."""

from tenants.agreements.actions.applying import NothingCharged
from tenants.agreements.actions.cancelling import NotCancelled, NotYoursToCancel, cancel_agreement, keep_agreement
from tenants.agreements.actions.changing import (
    Agreed,
    AgreementEnds,
    ChangeSettled,
    NoAgreement,
    NothingChanges,
    NotYoursToAnswer,
    When,
    consent_to_change,
    propose_change,
    refuse_change,
    withdraw_change,
)
from tenants.agreements.actions.charging import ask_for_charges, mark_requested
from tenants.agreements.actions.proposing import (
    Offer,
    UnknownPayer,
    UnknownStart,
    propose_agreement,
    start_agreement,
)
from tenants.agreements.actions.renewing import Attended, attend_agreement

__all__ = [
    "Agreed",
    "AgreementEnds",
    "Attended",
    "ChangeSettled",
    "NoAgreement",
    "NotCancelled",
    "NotYoursToAnswer",
    "NotYoursToCancel",
    "NothingChanges",
    "NothingCharged",
    "Offer",
    "UnknownPayer",
    "UnknownStart",
    "When",
    "ask_for_charges",
    "attend_agreement",
    "cancel_agreement",
    "consent_to_change",
    "keep_agreement",
    "mark_requested",
    "propose_agreement",
    "propose_change",
    "refuse_change",
    "start_agreement",
    "withdraw_change",
]
