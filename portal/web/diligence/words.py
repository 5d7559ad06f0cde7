"""The words of due diligence: risks, what is to be done, what a firm demands."""

from portal.web._design.states import Tone
from tenants.diligence.rules import Mode, Risk
from tenants.kernel.language import Message, msg

RISKS: dict[Risk, Message] = {"low": msg("Low"), "normal": msg("Normal"), "high": msg("High")}
MODES: dict[Mode, tuple[Message, Message]] = {
    "remind": (msg("Remind"), msg("Today shows each client whose due diligence is missing, late or due in 30 days.")),
    "block": (
        msg("Remind, and refuse new invoices"),
        msg("While it is missing or late, no new invoices are issued for the client. Credit notes go on."),
    ),
    "off": (msg("Neither"), msg("Due diligence can still be recorded; nobody is reminded of it.")),
}
# Icon, words and colour of what is to be done about a client.
PARTS: dict[str, tuple[str, Message, Tone]] = {
    "missing": ("alert", msg("Due diligence is missing"), "bad"),
    "overdue": ("alert", msg("Due diligence is out of date"), "bad"),
    "due": ("clock", msg("Due diligence is due soon"), "warn"),
}
IN_FORCE: tuple[str, Message, Tone] = ("check", msg("Due diligence is in force"), "good")
