"""`samla einvoice`: exit codes, what is printed where, and files that are written whole or not at all."""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli.einvoice import einvoice

PROJECT = Path(__file__).parents[3]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", PROJECT.parent / "shared" / "corpora"))
UBL = CORPORA / "peppol" / "examples" / "base-example.xml"
FINVOICE = CORPORA / "finvoice" / "examples" / "finvoice_30_example.xml"

XSD = CORPORA / "finvoice" / "xsd" / "Finvoice3.0.xsd"

# Whatever an e-invoice address could be read from or made of.
ADDRESSES = re.compile(
    rb"<MessageTransmissionDetails>.*?</MessageTransmissionDetails>"
    rb"|<(Seller|Buyer)(PartyIdentifier|OrganisationTaxCode)>.*?</\1\2>",
    re.DOTALL,
)

needs_corpora = pytest.mark.skipif(not UBL.is_file(), reason="the sample files of others aren't here (SAMLA_CORPORA)")


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(einvoice, [str(argument) for argument in arguments], env=environment)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.xml"
    path.write_bytes(UBL.read_bytes().replace(b"<cbc:ProfileID>urn:", b"<cbc:ProfileID>urx:"))
    return path


@needs_corpora
class TestCheck:
    """`einvoice check`."""

    @pytest.mark.parametrize("path", [UBL, FINVOICE], ids=lambda path: path.name)
    def test_leaves_with_0_and_says_what_was_and_was_not_checked(self, path: Path) -> None:
        result = run("check", path)
        assert result.exit_code == 0
        assert "fatal: 0" in result.stdout
        assert "\nchecked: " in result.stdout
        assert "\nnot checked: " in result.stdout

    def test_leaves_with_1_and_prints_id_place_and_sentence(self, wrong: Path) -> None:
        result = run("check", wrong)
        assert result.exit_code == 1
        assert result.stdout.startswith("fatal   PEPPOL-EN16931-R007  /Invoice")
        assert "fatal: 1" in result.stdout

    def test_prints_the_same_as_json(self, wrong: Path) -> None:
        result = run("check", wrong, "--json")
        report = json.loads(result.stdout)
        assert result.exit_code == 1
        assert (report["syntax"], report["passes"]) == ("ubl-invoice", False)
        assert [violation["id"] for violation in report["violations"]] == ["PEPPOL-EN16931-R007"]
        assert set(report["violations"][0]) == {"id", "level", "where", "sentence"}
        assert report["not_checked"]

    def test_says_that_a_finvoice_is_not_held_to_the_rules_of_en_16931(self) -> None:
        assert "not checked: Finvoice: the rules of EN 16931 themselves" in run("check", FINVOICE).stdout

    def test_uses_the_schema_that_the_environment_names(self) -> None:
        assert "checked: Finvoice schema Finvoice3.0.xsd" in run("check", FINVOICE, SAMLA_FINVOICE_XSD=str(XSD)).stdout

    def test_takes_a_configured_schema_that_is_missing_for_wrong_use(self, tmp_path: Path) -> None:
        assert run("check", FINVOICE, SAMLA_FINVOICE_XSD=str(tmp_path / "none.xsd")).exit_code == 2


class TestCheckOfHostileFiles:
    """`einvoice check` of files that mean harm, or nothing."""

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty"),
            (b"PK\x03\x04....", "ZIP archive"),
            (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DOCTYPE"),
            (b"<Invoice><a>", "well-formed"),
            (b"<Order/>", "Order"),
        ],
    )
    def test_leaves_with_1_and_one_reason_on_standard_error(self, tmp_path: Path, content: bytes, reason: str) -> None:
        path = tmp_path / "file.xml"
        path.write_bytes(content)
        result = run("check", path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert reason in result.stderr
        assert "Traceback" not in result.output
        assert json.loads(run("check", path, "--json").stdout)["passes"] is False

    def test_refuses_a_hundred_megabytes_by_their_size(self, tmp_path: Path) -> None:
        path = tmp_path / "large.xml"
        with path.open("wb") as file:
            file.truncate(100_000_000)
        result = run("check", path)
        assert result.exit_code == 1
        assert "100000000 bytes" in result.stderr

    def test_takes_a_missing_file_or_a_folder_for_wrong_use(self, tmp_path: Path) -> None:
        assert run("check", tmp_path / "none.xml").exit_code == 2
        assert run("check", tmp_path).exit_code == 2
        assert run("check").exit_code == 2


@needs_corpora
class TestConvert:
    """`einvoice convert`."""

    def test_writes_to_standard_output_what_the_check_then_passes(self, tmp_path: Path) -> None:
        result = run("convert", UBL, "--to", "finvoice")
        assert (result.exit_code, result.stderr) == (0, "")
        converted = tmp_path / "converted.xml"
        converted.write_bytes(result.stdout_bytes)
        checked = run("check", converted, SAMLA_FINVOICE_XSD=str(XSD))
        assert checked.exit_code == 0, checked.output

    def test_writes_the_same_to_a_file(self, tmp_path: Path) -> None:
        out = tmp_path / "out.xml"
        assert run("convert", UBL, "--to", "finvoice", "--out", out).exit_code == 0
        assert out.read_bytes() == run("convert", UBL, "--to", "finvoice").stdout_bytes
        assert list(tmp_path.iterdir()) == [out]
        assert out.stat().st_mode & 0o777 == 0o666 & ~_umask()

    def test_writes_nothing_when_refused_and_gives_each_reason(self, tmp_path: Path) -> None:
        out = tmp_path / "out.xml"
        out.write_text("what was there")
        lacking = tmp_path / "lacking.xml"
        lacking.write_bytes(ADDRESSES.sub(b"", FINVOICE.read_bytes()))
        result = run("convert", lacking, "--to", "ubl", "--out", out)
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 2  # neither seller nor buyer has an address
        assert out.read_text() == "what was there"
        assert sorted(tmp_path.iterdir()) == [lacking, out]

    def test_tells_what_finvoice_has_no_place_for(self, tmp_path: Path) -> None:
        data = UBL.read_text()
        enclosed = (
            "<cac:AdditionalDocumentReference><cbc:ID>Hours</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject"
            ' mimeCode="text/csv" filename="hours.csv">YTtiCg==</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>'
            "</cac:AdditionalDocumentReference>"
        )
        path = tmp_path / "in.xml"
        path.write_text(data.replace("<cac:AccountingSupplierParty>", enclosed + "<cac:AccountingSupplierParty>", 1))
        result = run("convert", path, "--to", "finvoice", "--out", tmp_path / "out.xml")
        assert result.exit_code == 0
        said = "The enclosed document hours.csv (BG-24) isn't in the Finvoice file; send it beside it.\n"
        assert result.stderr == said
        assert run("convert", path, "--to", "ubl", "--out", tmp_path / "out.xml").stderr == ""

    def test_refuses_totals_that_are_wrong_whatever_it_writes(self, tmp_path: Path) -> None:
        wrong = tmp_path / "wrong.xml"
        wrong.write_bytes(FINVOICE.read_bytes().replace(b">100,00</InvoiceTotalVatEx", b">90,00</InvoiceTotalVatEx"))
        for to in ("finvoice", "ubl"):
            result = run("convert", wrong, "--to", to)
            assert (result.exit_code, result.stdout) == (1, "")
            assert "BR-CO-15" in result.stderr

    def test_holds_a_finvoice_to_the_schema_that_is_named(self, tmp_path: Path) -> None:
        other = tmp_path / "other.xsd"
        other.write_text('<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="Other"/></schema>')
        result = run("convert", UBL, "--to", "finvoice", SAMLA_FINVOICE_XSD=str(other))
        assert (result.exit_code, result.stdout) == (1, "")
        assert run("convert", UBL, "--to", "finvoice", SAMLA_FINVOICE_XSD=str(XSD)).exit_code == 0

    def test_keeps_the_mode_of_a_file_it_replaces_and_follows_a_link(self, tmp_path: Path) -> None:
        target, link = tmp_path / "target.xml", tmp_path / "link.xml"
        target.write_text("old")
        target.chmod(0o600)
        link.symlink_to(target)
        assert run("convert", UBL, "--to", "finvoice", "--out", link).exit_code == 0
        assert link.is_symlink()
        assert target.read_bytes().startswith(b"<?xml")
        assert target.stat().st_mode & 0o777 == 0o600

    def test_writes_to_a_device_without_replacing_it(self) -> None:
        assert run("convert", UBL, "--to", "finvoice", "--out", "/dev/null").exit_code == 0
        assert Path("/dev/null").is_char_device()

    def test_takes_wrong_use_for_wrong_use(self, tmp_path: Path) -> None:
        assert run("convert", UBL).exit_code == 2
        assert run("convert", UBL, "--to", "pdf").exit_code == 2
        assert run("convert", tmp_path / "none.xml", "--to", "ubl").exit_code == 2
        assert run("convert", UBL, "--to", "finvoice", "--out", tmp_path / "none" / "out.xml").exit_code == 2


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@needs_corpora
class TestProcess:
    """The commands as processes of their own."""

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
        program = "from portal.cli.einvoice import einvoice; einvoice()"
        return subprocess.run(
            (sys.executable, "-c", program, *arguments), cwd=PROJECT, capture_output=True, check=False
        )

    def test_answers_without_a_database_and_leaves_no_child_behind(self) -> None:
        done = self.run("check", UBL)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.parametrize(
        "arguments", [("convert", UBL, "--to", "ubl"), ("check", FINVOICE)], ids=lambda given: given[0]
    )
    def test_says_that_the_disk_is_full(self, arguments: tuple[str | Path, ...]) -> None:
        program = "from portal.cli.einvoice import einvoice; einvoice()"
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                (sys.executable, "-c", program, *arguments),
                cwd=PROJECT,
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert (done.returncode, b"No space left" in done.stderr, b"Traceback" in done.stderr) == (1, True, False)

    def test_needs_less_than_a_second_where_saxon_is_not_needed(self) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert self.run("check", FINVOICE).returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
