"""Texts, addresses and names as they may stand in a mail's header.

Python 3.11.7 can be made to write a header of somebody else's (CVE-2024-6923), and a file name can in every version;
so nothing of what people type gets there but through here.
"""

import base64
import re
import unicodedata

from tenants.kernel.refusals import Invalid

LONGEST_HEADER = 200
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
BYTES_A_WORD = 45  # RFC 2047, 2: a word has 75 characters at most, of which twelve say what it is
DROPPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
ADDRESS = re.compile(rf"(?P<local>{ATOM}(?:\.{ATOM})*)@(?P<domain>{LABEL}(?:\.{LABEL})*)")
FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
UNSAFE_IN_NAME = re.compile(r"[^A-Za-z0-9_-]+")


class NotAnAddress(Invalid):
    """That isn't an e-mail address that mail can be sent to."""


class UnsafeFileName(Invalid):
    """A file in a mail is named by letters, digits, dots, hyphens and underscores only."""


def clean_header(text: str) -> str:
    r"""Return a text that stays one header's value: NFC, on one line, without what would be decoded into more.

    Controls, invisible signs and line separators are dropped; encoded words (RFC 2047) are broken up; cut at 200.

    >>> clean_header("Kuusi\r\nBcc: x@y.example")
    'KuusiBcc: x@y.example'
    >>> clean_header("=?utf-8?q?Hi=0D=0ABcc=3A_x?=")
    '= ?utf-8?q?Hi=0D=0ABcc=3A_x? ='
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(sign for sign in composed if unicodedata.category(sign) not in DROPPED)
    broken = kept.replace("=?", "= ?").replace("?=", "? =")
    return " ".join(broken.split())[:LONGEST_HEADER].strip()


def clean_address(text: str) -> str:
    """Return an address in ASCII, its domain in IDNA where it has letters beyond.

    >>> clean_address("laskut@kärki.example")
    'laskut@xn--krki-loa.example'

    Raises:
        NotAnAddress: it doesn't have the shape of one, is too long, or holds an encoded word.
    """
    found = ADDRESS.fullmatch(_domain_in_ascii(text))
    if found is None or "=?" in found[0] or len(found[0]) > LONGEST_ADDRESS or len(found["local"]) > LONGEST_LOCAL_PART:
        raise NotAnAddress(text[:LONGEST_ADDRESS])
    return found[0]


def _domain_in_ascii(text: str) -> str:
    local, at, domain = text.partition("@")
    if domain.isascii():
        return text
    try:
        return local + at + domain.encode("idna").decode("ascii")
    except UnicodeError as fault:
        raise NotAnAddress(text[:LONGEST_ADDRESS]) from fault


def checked_file_name(name: str) -> str:
    """Return a file name that follows our pattern.

    Raises:
        UnsafeFileName: it doesn't.
    """
    if not FILE_NAME.fullmatch(name):
        raise UnsafeFileName(name[:LONGEST_HEADER])
    return name


def file_name(kind: str, number: str, suffix: str) -> str:
    """Return a name by our pattern for a document with a number, whatever is in the number.

    >>> file_name("invoice", "2026/ÄX 12", "pdf")
    'invoice-2026-X-12.pdf'
    """
    safe = UNSAFE_IN_NAME.sub("-", number).strip("-")[:60]
    return checked_file_name(f"{kind}-{safe}.{suffix}" if safe else f"{kind}.{suffix}")


def header_text(text: str) -> str:
    """Return a cleaned text as a header says it: as it is in ASCII, else in encoded words (RFC 2047, B)."""
    clean = clean_header(text)
    return clean if clean.isascii() else encoded_words(clean)


def mailbox(name: str, address: str) -> str:
    r"""Return a mailbox with its display name (RFC 5322, 3.4); without one, the address alone.

    >>> mailbox('Kuusi "Oy"', "laskut@kuusi.example")
    '"Kuusi \\"Oy\\"" <laskut@kuusi.example>'
    """
    clean, where = clean_header(name), clean_address(address)
    if not clean:
        return where
    if not clean.isascii():
        return f"{encoded_words(clean)} <{where}>"
    escaped = clean.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{where}>'


def encoded_words(text: str) -> str:
    r"""Return a text as encoded words in UTF-8, a line each, none of them cut inside a character.

    >>> encoded_words("Hyvä")
    '=?utf-8?b?SHl2w6Q=?='
    """
    pieces = [b""]
    for sign in text:
        encoded = sign.encode()
        if len(pieces[-1]) + len(encoded) > BYTES_A_WORD:
            pieces.append(b"")
        pieces[-1] += encoded
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(piece).decode()}?=" for piece in pieces)
