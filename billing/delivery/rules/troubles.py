"""What went wrong with a try, in words for people; the raw text of a fault says nothing to them and stays in the try.

The other side's own words are said where they are about the receiver: its address (RCPT) or the mail itself (DATA and
the final reply). An answer begins with its code (RFC 5321, 4.2); anything else is a fault of a connection or of ours.
"""

import re
from typing import Literal

from tenants.kernel.language import Message, msg

ANSWER = re.compile(r"[2-5][0-9]{2} ")
Ending = Literal["later", "final", "too_long"]
Kind = Literal["unreachable", "refused", "address", "content", "folder"]

_KINDS: dict[str, Kind] = {"mail": "refused", "rcpt": "address", "data": "content", "reply": "content"}
_SENTENCES: dict[Kind, dict[Ending, Message]] = {
    "unreachable": {
        "later": msg("The mail server couldn't be reached. It is tried again."),
        "final": msg("The mail server couldn't be reached."),
        "too_long": msg("The mail server couldn't be reached for three days."),
    },
    "refused": {
        "later": msg("The mail server didn't take it. It is tried again."),
        "final": msg("The mail server didn't take it."),
        "too_long": msg("The mail server didn't take it for three days."),
    },
    "address": {
        "later": msg("The address isn't taken now: %(said)s. It is tried again."),
        "final": msg("The address is refused: %(said)s"),
        "too_long": msg("The address wasn't taken for three days: %(said)s"),
    },
    "content": {
        "later": msg("The receiving mail server doesn't take it now: %(said)s. It is tried again."),
        "final": msg("The receiving mail server refused it: %(said)s"),
        "too_long": msg("The receiving mail server didn't take it for three days: %(said)s"),
    },
    "folder": {
        "later": msg("The folder for e-invoices couldn't be written to. It is tried again."),
        "final": msg("The folder for e-invoices couldn't be written to."),
        "too_long": msg("The folder for e-invoices couldn't be written to for three days."),
    },
}
OWN = {
    "address": msg("The address isn't an e-mail address."),
    "build": msg("The mail couldn't be built safely, so it wasn't sent."),
}
NOBODY_KNOWS = msg("It may have arrived or not. Ask the receiver, then say here what came of it.")


def what_happened(stage: str, raw: str, ending: Ending) -> Message:
    """Return the sentence for a try that surely didn't succeed: how far it came, and what follows.

    >>> str(what_happened("connect", "ConnectionRefusedError: [Errno 111]", "later"))
    "The mail server couldn't be reached. It is tried again."
    >>> str(what_happened("rcpt", "550 no such user", "final"))
    'The address is refused: 550 no such user'
    """
    if stage in OWN:
        return OWN[stage]
    if stage == "write":  # our own sentences about the invoice
        return msg("It couldn't be sent: %(said)s", said=raw)
    sentence = _SENTENCES[_kind(stage, raw)][ending]
    return msg(sentence.id, said=raw) if "%(said)s" in sentence.id else sentence


def _kind(stage: str, raw: str) -> Kind:
    if stage == "folder":
        return "folder"
    if not ANSWER.match(raw):
        return "unreachable"
    return _KINDS.get(stage, "refused")
