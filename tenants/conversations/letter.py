"""The digest as a mail, in the reader's language: subjects and links, nothing of what was written."""

from collections.abc import Iterator, Sequence

from tenants.conversations.digests import DigestLine
from tenants.kernel.language import Language, msg, say_many, translate
from tenants.kernel.letters import Letter, long_day, write_letter

MOST_LINES = 40


def digest_letter(name: str, lines: Sequence[DigestLine], base_url: str, language: Language) -> Letter:
    """Return the mail; it is plain text, so that nothing typed by anybody can be markup in it."""
    new = [line for line in lines if line.is_new]
    waiting = [line for line in lines if not line.is_new]
    subject = say_many("%(n)s question in Samla", "%(n)s questions in Samla", len(lines), language)
    return write_letter(subject, _paragraphs(name, new, waiting, base_url, language), language)


def _paragraphs(
    name: str, new: Sequence[DigestLine], waiting: Sequence[DigestLine], base_url: str, language: Language
) -> Iterator[str]:
    yield translate(msg("Hello %(name)s,", name=name), language)
    room = MOST_LINES
    for heading, lines in ((msg("New since the last mail:"), new), (msg("Still waiting:"), waiting)):
        if lines and room > 0:
            yield translate(heading, language)
            yield from (_line(line, base_url, language) for line in lines[:room])
            room -= len(lines)
    if room < 0:
        yield say_many("And %(n)s more.", "And %(n)s more.", -room, language)
    yield translate(msg("What was written can be read after signing in."), language)


def _line(line: DigestLine, base_url: str, language: Language) -> str:
    row = line.row
    told = f"{line.company}: {row.subject}"
    if row.due_on is not None:
        day = long_day(row.due_on, language)
        told = f"{told} ({translate(msg('answer by %(day)s', day=day), language)})"
    return f"{told}\n{base_url}/w/{row.workspace_id}/questions/{row.id}"
