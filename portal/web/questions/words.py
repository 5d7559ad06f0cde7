"""The words for why a question waits, for whom."""

from portal.web._design.states import Tone
from tenants.kernel.language import Message, msg

# Icon, words and colour of each reason why a question waits for the reader's side.
PARTS: dict[str, tuple[str, Message, Tone]] = {
    "asked": ("chat", msg("Waits for your answer"), "warn"),
    "answered": ("check", msg("To be read and closed"), "info"),
    "overdue": ("alert", msg("The answer is late"), "bad"),
}
