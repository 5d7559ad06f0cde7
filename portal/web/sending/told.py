"""What came of sending, in one sentence for the next page."""

from billing.delivery.actions import OnPaper, SendResult
from billing.delivery.rules.by_hand import REASONS
from portal.web._design.words import ngettext, say
from portal.web.channels import CHANNELS
from tenants.kernel.language import Message, msg


def told(result: SendResult) -> Message:
    """Return how many are on their way and by which channel, and what isn't."""
    parts = [f"{say(label)} {result.queued[name]}" for name, label in CHANNELS.items() if result.queued.get(name)]
    count = sum(result.queued.values())
    sentences = [_on_their_way(count, ", ".join(parts))] if count else []
    if result.by_hand:
        one, many = "%(n)s is printed here: print it below.", "%(n)s are printed here: print them below."
        sentences.append(ngettext(one, many, result.by_hand))
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


def told_of_paper(result: OnPaper) -> Message:
    """Return how many invoices were chosen or handed over, and why the others weren't."""
    done = len(result.invoice_ids)
    if result.printing_id is None:
        one, many = "%(n)s invoice was handed over.", "%(n)s invoices were handed over."
    else:
        one, many = "%(n)s invoice is to be printed.", "%(n)s invoices are to be printed."
    sentences = [ngettext(one, many, done)]
    for reason, count in sorted(result.left_out.items()):
        left = ngettext("%(n)s was left out:", "%(n)s were left out:", count)
        sentences.append(f"{left} {say(REASONS[reason])}")
    return Message("%(sentences)s", {"sentences": " ".join(sentences)})
