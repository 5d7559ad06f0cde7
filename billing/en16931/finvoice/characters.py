"""Texts for ISO-8859-15, the character set that the Finnish forwarding service takes, and their lengths."""

import re
import unicodedata

ENCODING = "iso8859-15"
LONGEST_NAME = 100  # of an article

# Typographic signs that have a plain neighbour in ISO-8859-15. What isn't here becomes a numeric reference,
# which every XML parser reads as the very character.
PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "•": "-", "…": "...",
        "ﬁ": "fi", "ﬂ": "fl", "⁄": "/", "×": "×", "‹": "<", "›": ">", "™": "(TM)", "№": "No",
        "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2060": "", "\u00ad": "",
    }
)  # fmt: skip
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return a text as it goes into a file: composed, typographic signs made plain, no control characters.

    >>> plain("Talvi–kevät ‘26’ 5 €")
    "Talvi-kevät '26' 5 €"
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", NOT_XML.sub("", text))
    try:
        composed.encode(ENCODING)
    except UnicodeEncodeError:
        return composed.translate(PLAIN)
    return composed


def one_line(text: str) -> str:
    r"""Return a text plain and on one line: no tabs, line breaks or doubled blanks, as the guidelines want it.

    >>> one_line("  a\tb\n c ")
    'a b c'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(plain(text).split())


def pieces(text: str, length: int) -> tuple[str, ...]:
    """Return a text in pieces of at most so many characters, parted at blanks where there are any.

    Joined by a blank they give the text back, unless a single word is longer than a piece.

    >>> pieces("one two three", 7), pieces("abcdef", 4)
    (('one two', 'three'), ('abcd', 'ef'))
    """
    parts: list[str] = []
    rest = one_line(text)
    while len(rest) > length:
        at = rest.rfind(" ", 0, length + 1)
        at = at if at > 0 else length
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*parts, rest) if rest else tuple(parts)


def paragraphs(text: str, length: int) -> tuple[str, ...]:
    r"""Return the non-empty lines of a text, each in pieces of at most so many characters.

    >>> paragraphs("first line\n\nsecond", 20)
    ('first line', 'second')
    """
    return tuple(piece for line in text.splitlines() for piece in pieces(line, length))
