"""Writing, submitting and withdrawing; claiming, returning and sending on; how the desk works, and prefixes."""

from billing.desk.actions.attaching import attach_to_written, detach_from_written
from billing.desk.actions.batches import (
    BatchNotStopped,
    Together,
    ask_to_send,
    finish_batch,
    refuse_item,
    restart_batch,
    send_item,
)
from billing.desk.actions.checking import (
    ClaimedByOther,
    NothingSaid,
    NotInHand,
    claim_written,
    release_written,
    return_written,
)
from billing.desk.actions.following import follow_delivery
from billing.desk.actions.own_customers import change_own_customer, write_customer
from billing.desk.actions.sending_many import LeftDesk, take_and_send_on
from billing.desk.actions.sending_on import FourEyes, NotIssued, SendingOn, send_on
from billing.desk.actions.settings import DeskInput, Numbers, give_prefix, set_desk
from billing.desk.actions.writing import (
    ChangedElsewhere,
    NotYoursNow,
    begin_written,
    copy_written,
    keep_person,
    save_written,
    submit_written,
    withdraw_written,
)

__all__ = [
    "BatchNotStopped",
    "ChangedElsewhere",
    "ClaimedByOther",
    "DeskInput",
    "FourEyes",
    "LeftDesk",
    "NotInHand",
    "NotIssued",
    "NotYoursNow",
    "NothingSaid",
    "Numbers",
    "SendingOn",
    "Together",
    "ask_to_send",
    "attach_to_written",
    "begin_written",
    "change_own_customer",
    "claim_written",
    "copy_written",
    "detach_from_written",
    "finish_batch",
    "follow_delivery",
    "give_prefix",
    "keep_person",
    "refuse_item",
    "release_written",
    "restart_batch",
    "return_written",
    "save_written",
    "send_item",
    "send_on",
    "set_desk",
    "submit_written",
    "take_and_send_on",
    "withdraw_written",
    "write_customer",
]
