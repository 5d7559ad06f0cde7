"""What came of sending, in one sentence for the next page."""

from billing.delivery.actions import SendResult
from portal.web._design.words import ngettext, say
from portal.web.sending.unsent import CHANNELS
from tenants.kernel.language import Message, msg


def told(result: SendResult) -> Message:
    """Return how many are on their way and by which channel, and what isn't."""
    parts = [f"{say(label)} {result.queued[name]}" for name, label in CHANNELS.items() if result.queued.get(name)]
    count = sum(result.queued.values())
    sentences = [_on_their_way(count, ", ".join(parts))] if count else []
    if result.no_way:
        sentences.append(
            ngettext(
                "%(n)s has no way open and needs attention.",
                "%(n)s have no way open and need attention.",
                result.no_way,
            )
        )
    if result.not_rendered:
        sentences.append(ngettext("%(n)s has no document yet.", "%(n)s have no document yet.", result.not_rendered))
    if result.already:
        sentences.append(ngettext("%(n)s was sent before.", "%(n)s were sent before.", result.already))
    return Message("%(sentences)s", {"sentences": " ".join(sentences) or say(msg("Nothing was selected."))})


def _on_their_way(count: int, ways: str) -> str:
    one, many = "%(n)s invoice is on its way: %(ways)s.", "%(n)s invoices are on their way: %(ways)s."
    return ngettext(one, many, count, ways=ways)
