"""What happened to a customer card, from the audit trail, in words."""

from collections.abc import Iterable
from datetime import datetime

from portal.web._design import TimelineEntry
from portal.web._design.words import say
from portal.web.customers.words import LABELS, label_of, value_words
from tenants.kernel.journal import JournalRow
from tenants.kernel.language import Message, msg

# What is told in one sentence, with the values that the entry kept; every other act changed fields.
WHOLE: dict[str, tuple[Message, str]] = {
    "customer_added": (msg("The card was made"), "plus"),
    "customer_merged": (
        msg("Merged with %(merged)s: %(requests)s requests moved here, %(invoices)s invoices are listed here"),
        "plus",
    ),
    "customer_rested": (msg("Merged into %(into)s; this card rests"), "minus"),
    "requests_checked": (
        msg("Requests checked by it: %(became_ready)s became ready, %(became_invalid)s got errors"),
        "refresh",
    ),
}


def history(rows: Iterable[JournalRow], made_at: datetime | None = None) -> tuple[TimelineEntry, ...]:
    """Return one entry for each field that was changed and for the making of the card, oldest first.

    A card that a file brought is told in the file's own entry; here it begins on the moment when it was made.
    """
    oldest_first = sorted(rows, key=lambda row: row.at)
    found = tuple(entry for row in oldest_first for entry in _entries(row))
    if made_at is None or any(row.act == "customer_added" for row in oldest_first):
        return found
    return (TimelineEntry(text=msg("The card was made from a file"), at=made_at, icon="plus"), *found)


def _entries(row: JournalRow) -> Iterable[TimelineEntry]:
    before, after = row.before or {}, row.after or {}
    if row.act in WHOLE:
        sentence, icon = WHOLE[row.act]
        yield TimelineEntry(text=Message(sentence.id, after), at=row.at, who=row.who, icon=icon)
        return
    changed = [name for name in LABELS if name in after] or list(after)
    for name in changed:
        yield TimelineEntry(
            text=msg(
                "%(field)s: %(before)s → %(after)s",
                field=say(label_of(name)),
                before=say(value_words(name, before.get(name))),
                after=say(value_words(name, after.get(name))),
            ),
            at=row.at,
            who=row.who,
            icon="pencil",
        )
