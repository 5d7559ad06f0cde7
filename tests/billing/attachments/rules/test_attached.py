"""An invoice's content with its supporting documents."""

from dataclasses import replace

import pytest
from factories.attached import CSV, PDF
from factories.full_invoices import full_invoice

from billing.attachments.rules.attached import (
    AttachedAlready,
    NoSuchAttachment,
    TooManyAttachments,
    apart,
    attachment_of,
    attachment_problems,
    enclosed,
    mark_of,
    needs_bytes,
    with_one_more,
    without_one,
)
from billing.attachments.rules.taking import MOST, TOGETHER, AttachmentsTooLarge, take
from billing.en16931.model import Attachment, Invoice, Kept
from billing.en16931.model.plain import from_plain, to_plain

HOURS, TABLE = attachment_of(take("tunnit.pdf", PDF), "Tuntilista"), attachment_of(take("tunnit.csv", CSV))


def invoice(*attachments: Attachment) -> Invoice:
    return replace(full_invoice(), attachments=attachments)


def kept(size: int, mark: str = "a") -> Attachment:
    return Attachment(id="a.pdf", mime_type="application/pdf", filename="a.pdf", kept=Kept(mark, size))


class TestWithOneMore:
    """Attaching."""

    def test_puts_it_at_the_end(self) -> None:
        assert with_one_more((HOURS,), TABLE) == (HOURS, TABLE)

    def test_refuses_the_same_bytes_under_another_name(self) -> None:
        with pytest.raises(AttachedAlready):
            with_one_more((HOURS,), attachment_of(take("toinen.pdf", PDF)))

    def test_refuses_one_too_many_and_a_byte_too_many(self) -> None:
        full = tuple(kept(1, str(n)) for n in range(MOST))
        assert len(with_one_more(full[1:], full[0])) == MOST
        with pytest.raises(TooManyAttachments):
            with_one_more(full, HOURS)
        assert with_one_more((kept(TOGETHER - 1),), kept(1, "b"))
        with pytest.raises(AttachmentsTooLarge):
            with_one_more((kept(TOGETHER),), kept(1, "b"))


class TestWithoutOne:
    """Taking one off."""

    def test_finds_it_by_its_hash_or_its_id(self) -> None:
        named = Attachment(id="Sopimus 7")
        assert without_one((HOURS, named), mark_of(HOURS)) == (named,)
        assert without_one((HOURS, named), "Sopimus 7") == (HOURS,)

    def test_refuses_what_is_not_there(self) -> None:
        with pytest.raises(NoSuchAttachment):
            without_one((HOURS,), "tunnit.pdf")


class TestApart:
    """What was read from a file."""

    def test_names_enclosed_documents_by_hash_and_keeps_the_rest(self) -> None:
        linked, named = Attachment(id="1", url="https://kuusi.example/a"), Attachment(id="2")
        read = Attachment(id="3", description="Tuntilista", content=PDF, mime_type="application/pdf", filename="x.PDF")
        found, taken = apart(invoice(linked, named, read))
        assert [one.content for one in taken] == [PDF]
        assert found.attachments[:2] == (linked, named)
        assert found.attachments[2] == replace(read, content=None, filename="x.pdf", kept=HOURS.kept)
        assert list(attachment_problems(found)) == []

    def test_says_of_one_that_is_not_taken_that_it_was_not(self) -> None:
        program = Attachment(id="1", content=b"MZ\x90", mime_type="application/pdf", filename="lasku.pdf")
        found, taken = apart(invoice(program))
        assert taken == ()
        (problem,) = attachment_problems(found)
        assert problem.field == "attachments"
        assert "lasku.pdf wasn't taken" in str(problem.message)

    def test_leaves_an_invoice_alone_that_encloses_nothing(self) -> None:
        one = invoice(Attachment(id="2"))
        assert apart(one) == (one, ())


class TestAttachmentProblems:
    """What keeps an invoice back."""

    def test_are_one_for_each_limit(self) -> None:
        assert list(attachment_problems(invoice(HOURS, TABLE))) == []
        assert len(list(attachment_problems(invoice(*(kept(1, str(n)) for n in range(MOST + 1)))))) == 1
        assert len(list(attachment_problems(invoice(kept(TOGETHER), kept(1, "b"))))) == 1


class TestEnclosed:
    """Bytes put in."""

    def test_puts_the_bytes_of_each_in(self) -> None:
        there = from_plain(to_plain(invoice(HOURS, Attachment(id="2"))))
        assert needs_bytes(there)
        whole = enclosed(there, {mark_of(HOURS): PDF})
        assert [each.content for each in whole.attachments] == [PDF, None]
        assert not needs_bytes(whole)

    def test_never_leaves_one_out(self) -> None:
        with pytest.raises(KeyError):
            enclosed(invoice(HOURS), {})
