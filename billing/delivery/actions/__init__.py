"""Sending, sending again, saying what became of an unknown, and what the jobs write down on the way."""

from billing.delivery.actions.answering import NotUnknown, resolve_unknown
from billing.delivery.actions.bouncing import record_bounce
from billing.delivery.actions.by_hand import (
    NotChosen,
    NothingOnPaper,
    OnPaper,
    choose_by_hand,
    hand_over,
    print_here,
    take_back_by_hand,
)
from billing.delivery.actions.carrying import Held, Load, give_up, pack, record, take
from billing.delivery.actions.keeping import keep_documents, render_each_alone, say_not_rendered
from billing.delivery.actions.resending import (
    MadeAlready,
    NotForThisCustomer,
    StillUnderWay,
    Way,
    judge_way,
    render_again,
    resend,
    send_first,
)
from billing.delivery.actions.sending import SendResult, send_invoices, send_run

__all__ = [
    "Held",
    "Load",
    "MadeAlready",
    "NotChosen",
    "NotForThisCustomer",
    "NotUnknown",
    "NothingOnPaper",
    "OnPaper",
    "SendResult",
    "StillUnderWay",
    "Way",
    "choose_by_hand",
    "give_up",
    "hand_over",
    "judge_way",
    "keep_documents",
    "pack",
    "print_here",
    "record",
    "record_bounce",
    "render_again",
    "render_each_alone",
    "resend",
    "resolve_unknown",
    "say_not_rendered",
    "send_first",
    "send_invoices",
    "send_run",
    "take",
    "take_back_by_hand",
]
