"""Inviting to a firm's staff, and joining it."""

from tenants.staffing.actions.inviting import (
    SEND,
    AlreadyInvited,
    Recruit,
    invite_to_staff,
    record_mail,
    renew_link,
    send_again,
    withdraw,
)
from tenants.staffing.actions.joining import (
    AddressKnown,
    AnotherAddress,
    Known,
    StaffPlace,
    find_staff_place,
    join_staff,
    join_staff_as_new,
    join_staff_by_provider,
)

__all__ = [
    "SEND",
    "AddressKnown",
    "AlreadyInvited",
    "AnotherAddress",
    "Known",
    "Recruit",
    "StaffPlace",
    "find_staff_place",
    "invite_to_staff",
    "join_staff",
    "join_staff_as_new",
    "join_staff_by_provider",
    "record_mail",
    "renew_link",
    "send_again",
    "withdraw",
]
