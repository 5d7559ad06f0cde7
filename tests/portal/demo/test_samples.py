"""The sample files: each is read without a refusal, in the encoding its name says, and names nobody who exists."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.report import check, passes
from billing.en16931.model import Party
from billing.requests.formats.reading import read_requests
from billing.requests.rules.draft import Defaults, Draft, Upload
from portal.demo.scenario.playing import STORIES
from portal.demo.scenario.story import SAMPLES, Story
from tenants.kernel.country import CURRENCIES, Country
from tenants.registries.accounts import parse_iban
from tenants.registries.business_ids import parse_business_id

# What is billed; rates of currencies lie in a folder of their own, and are read in tests/billing/exchange.
FILES = sorted(
    file.relative_to(SAMPLES).as_posix()
    for file in SAMPLES.rglob("*.*")
    if file.suffix in {".csv", ".xml"} and file.parent.name != "exchange"
)
XML = [name for name in FILES if name.endswith(".xml")]
CSV = [name for name in FILES if name.endswith(".csv")]
ACTIVE = [story for story in STORIES if story.work]


def drafts_of(name: str, country: Country = "FI") -> tuple[Draft, ...]:
    """Return what a sample file asks to be billed."""
    content = (SAMPLES / name).read_bytes()
    seller = Party(name="Whoever")
    defaults = Defaults(
        seller=seller, country=country, language="en", currency=CURRENCIES[country], on=date(2026, 11, 23)
    )
    return read_requests(Upload(Path(name).name, content), defaults)


def all_drafts() -> list[Draft]:
    """Return what all sample files ask to be billed, each read in the country of its company."""
    return [draft for story in ACTIVE for name in files_of(story) for draft in drafts_of(name, story.country)]


def files_of(story: Story) -> list[str]:
    """Return the sample files of a company."""
    return [name for batch in story.work.batches for name in batch.files] if story.work else []


def later_files() -> list[str]:
    """Return the files that the demo leaves to be run."""
    return [story.work.later for story in ACTIVE if story.work and story.work.later]


class TestSamples:
    def test_are_all_used_by_the_demo(self) -> None:
        assert sorted([name for story in ACTIVE for name in files_of(story)] + later_files()) == FILES

    def test_leave_some_requests_to_be_run_for_customers_who_are_known_by_then(self) -> None:
        known = {draft.customer_number for draft in all_drafts()}
        later = [draft for name in later_files() for draft in drafts_of(name)]
        assert len(later) == 6
        assert {draft.customer_number for draft in later} <= known

    @pytest.mark.parametrize("story", ACTIVE, ids=lambda story: story.name)
    def test_hold_as_many_requests_as_the_demo_counts(self, story: Story) -> None:
        assert story.work is not None
        expected = story.work.expected
        read = sum(len(drafts_of(name, story.country)) for name in files_of(story))
        assert read == expected.read == expected.issued + expected.invalid + expected.cancelled

    def test_hold_no_request_twice(self) -> None:
        for story in ACTIVE:
            keys = Counter(draft.key for name in files_of(story) for draft in drafts_of(name, story.country))
            assert max(keys.values()) == 1

    @pytest.mark.parametrize("name", CSV)
    def test_are_written_in_the_encoding_that_their_name_says(self, name: str) -> None:
        content = (SAMPLES / name).read_bytes()
        if "windows-1252" in name:
            assert not content.isascii()
            assert content.decode("cp1252")
            with pytest.raises(UnicodeDecodeError):
                content.decode("utf-8")
        else:
            assert not content.decode("utf-8").isascii()

    @pytest.mark.parametrize("name", XML)
    def test_break_no_rule_of_their_syntax(self, name: str) -> None:
        report = check((SAMPLES / name).read_bytes())
        assert passes(report), [str(violation) for violation in report.violations]

    def test_frame_several_finvoices_in_one_file(self) -> None:
        content = (SAMPLES / "kaamoslehti/finvoice-kehyksin.xml").read_bytes()
        assert (
            len(re.findall(rb"<[A-Za-z-]*:?Envelope\b", content))
            == len(drafts_of("kaamoslehti/finvoice-kehyksin.xml"))
            == 4
        )

    def test_write_to_nobody_who_could_exist(self) -> None:
        for name in FILES:
            text = (SAMPLES / name).read_bytes().decode("latin-1")
            addresses = re.findall(r"[\w.-]+@[\w.-]+", text)
            assert all(address.endswith(".example") for address in addresses), name

    def test_name_companies_by_business_ids_with_right_check_digits(self) -> None:
        checked = 0
        for story in ACTIVE:
            for draft in (draft for name in files_of(story) for draft in drafts_of(name, story.country)):
                if draft.buyer is not None and draft.buyer.business_id:
                    checked += bool(parse_business_id(story.country, draft.buyer.business_id))
        assert checked > 30

    def test_are_paid_to_accounts_with_right_check_digits(self) -> None:
        for name in XML:
            root = (SAMPLES / name).read_bytes()
            found = re.findall(rb">((?:FI|NO)[0-9]{13,16})<", root)
            assert all(parse_iban(iban.decode()) for iban in found), name

    def test_bill_at_several_rates_with_discounts_periods_and_order_numbers(self) -> None:
        contents = [draft.content for draft in all_drafts()]
        lines = [line for content in contents for line in content.lines]
        assert {line.vat.rate for line in lines} >= {25.5, 13.5, 10, 25, 12, 6, 15}
        assert sum(bool(line.allowances) for line in lines) >= 6
        assert sum(content.period is not None for content in contents) >= 20
        assert sum(content.order_reference is not None for content in contents) >= 20

    def test_are_told_of_one_by_one_in_the_readme(self) -> None:
        readme = (SAMPLES / "README.md").read_text("utf-8")
        assert [name for name in FILES if Path(name).name not in readme] == []

    @pytest.mark.parametrize("name", XML)
    def test_are_well_formed_alone_or_message_by_message(self, name: str) -> None:
        if "kehyksin" not in name:
            assert etree.fromstring((SAMPLES / name).read_bytes()) is not None
