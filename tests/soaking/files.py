"""Broken files into everything that reads files from outside: each is read or refused, nothing else, and quickly."""

import csv
import io
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import cycle
from random import Random

from billing.en16931.arithmetic import completed
from billing.en16931.finvoice import Frame, framed, write_finvoice
from billing.en16931.reading import read_invoices
from billing.en16931.ubl import write_ubl
from billing.requests.formats.reading import read_requests
from billing.requests.rules.draft import Defaults, Upload
from tenants.kernel.refusals import Refusal
from tests.factories.full_invoices import full_invoice
from tests.factories.invoices import SELLER, plain_invoice, plain_line
from tests.soaking.parts import Violation

SLOW = 5.0  # seconds
DEFAULTS = Defaults(seller=SELLER, country="FI", language="fi", currency="EUR", on=date(2026, 11, 23))
TOKENS = (
    b"<", b">", b"&", b"&amp;", b"]]>", b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<?xml?>", b"\0",
    b"\xff", b"\xed\xa0\x80", b'"', b";", b"\n", b"\r", b"-", b"1e999", b"NaN", b"99999999999999999999", b"0",
    b"2026-02-30", "٣".encode(), "\u202e".encode(), b"xmlns=''", b"/>", b"</", b",", b"\t", b"=cmd|' /C calc'!A0",
)  # fmt: skip
Change = Callable[[bytes, Random], bytes]


def read_broken_files(seed: int, count: int) -> Mapping[str, int]:
    """Return how many changed files were read and how many refused.

    Raises:
        Violation: a reader raised something else than a refusal, or took long.
    """
    figures = {"files": 0, "read": 0, "refused": 0}
    originals = cycle(_originals())
    for number in range(count):
        rng, data = Random(seed + number), next(originals)  # noqa: S311  reproducible, not secret
        for _ in range(rng.choice((1, 1, 2, 5))):
            data = rng.choice(CHANGES)(data, rng)
        figures["files"] += 1
        figures["read" if _is_read(data, f"file {number} of seed {seed}") else "refused"] += 1
    return figures


def _is_read(data: bytes, name: str) -> bool:
    began, outcomes = time.monotonic(), []
    for read in (read_invoices, _read_requests):
        try:
            read(data)
            outcomes.append(True)
        except Refusal as refusal:
            str(refusal)
            outcomes.append(False)
        except Exception as fault:
            raise Violation(f"{name}: {type(fault).__name__} {fault}: {data[:200]!r}") from fault
    if (took := time.monotonic() - began) > SLOW:
        raise Violation(f"{name}: read in {took:.1f} s: {data[:200]!r}")
    return any(outcomes)


def _read_requests(data: bytes) -> object:
    return read_requests(Upload("file", data), DEFAULTS)


def _originals() -> list[bytes]:
    whole, plain = full_invoice(), completed(plain_invoice(plain_line(1), plain_line(2)))
    finvoice = write_finvoice(
        plain,
        message_id="soak-1",
        timestamp=datetime(2026, 11, 23, tzinfo=UTC),
        sender_intermediator="DABAFIHH",
        receiver_intermediator="NDEAFIHH",
    )
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow(("request_id", "customer_number", "customer_name", "text", "quantity", "unit_price", "vat_rate"))
    writer.writerows((f"R{n // 2}", 100 + n // 2, f"Asiakas {n // 2}", "Työ", "1,5", "99,90", "25,5") for n in range(9))
    frame = Frame(
        sender="003712345671",
        sender_intermediator="DABAFIHH",
        receiver="003712345688",
        receiver_intermediator="NDEAFIHH",
        message_id="soak-1",
        timestamp=datetime(2026, 11, 23, tzinfo=UTC),
    )
    ubl, both = [write_ubl(whole), write_ubl(plain)], framed(finvoice, frame) + framed(finvoice, frame)
    return [*ubl, finvoice, both, table.getvalue().encode(), table.getvalue().encode("cp1252")]


def _flip(data: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(data) or 1)
    return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]


def _cut_out(data: bytes, rng: Random) -> bytes:
    first, last = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:first] + data[min(last, first + rng.choice((1, 10, 500))) :]


def _cut_off(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _insert(data: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 1000)) + data[place:]


def _repeat(data: bytes, rng: Random) -> bytes:
    first, last = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:last] + data[first:last] * rng.choice((1, 3)) + data[last:]


def _replace_value(data: bytes, rng: Random) -> bytes:
    """Put a token in place of what stands between two tags or fields."""
    place = rng.randrange(len(data) + 1)
    first = max(data.rfind(b">", 0, place), data.rfind(b";", 0, place)) + 1
    last = min((end for end in (data.find(b"<", first), data.find(b";", first)) if end >= 0), default=len(data))
    return data[:first] + rng.choice(TOKENS) + data[last:]


CHANGES: tuple[Change, ...] = (_flip, _cut_out, _cut_off, _insert, _repeat, *(_replace_value,) * 9)
