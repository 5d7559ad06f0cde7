"""What can be done with a collaboration on the way in: asked for, joined, accepted, declined, withdrawn."""

from tenants.collaborations.actions.answering import (
    Declined,
    NothingInForce,
    NothingToAccept,
    RequestExpired,
    accept_collaboration,
    decline_by_link,
    decline_collaboration,
)
from tenants.collaborations.actions.asking import (
    Begun,
    CollaborationThere,
    NobodyToAsk,
    Proposal,
    StandingChanged,
    ask_company,
    invite_client,
)
from tenants.collaborations.actions.following import (
    RequestSettled,
    ask_again,
    record_asking,
    withdraw_request,
)
from tenants.collaborations.actions.joining import AddressKnown, AdminThere, join, join_as_new

__all__ = [
    "AddressKnown",
    "AdminThere",
    "Begun",
    "CollaborationThere",
    "Declined",
    "NobodyToAsk",
    "NothingInForce",
    "NothingToAccept",
    "Proposal",
    "RequestExpired",
    "RequestSettled",
    "StandingChanged",
    "accept_collaboration",
    "ask_again",
    "ask_company",
    "decline_by_link",
    "decline_collaboration",
    "invite_client",
    "join",
    "join_as_new",
    "record_asking",
    "withdraw_request",
]
