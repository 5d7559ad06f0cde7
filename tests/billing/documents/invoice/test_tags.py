"""What finished invoices tell a screen reader."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from billing.documents.look import Look
from tests.billing.documents.printing import Samples, printed


def tagged(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Return the elements of the structure tree in the order of reading."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += reversed(list(each))
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.append(each)
            waiting += [each.K] if "/K" in each else []
    return found


class TestTags:
    """What a screen reader is told; WeasyPrint names the headers at each cell, not their scope at the headers."""

    @pytest.fixture
    def elements(self, samples: Samples) -> Iterator[list[pikepdf.Dictionary]]:
        with pikepdf.open(BytesIO(printed(samples["finnish"](), "fi", Look(slip="tilisiirto")))) as pdf:
            yield tagged(pdf)

    def test_begin_with_one_heading(self, elements: list[pikepdf.Dictionary]) -> None:
        assert [str(each.S) for each in elements if str(each.S).startswith("/H")] == ["/H1"]

    def test_name_the_column_of_every_figure(self, elements: list[pikepdf.Dictionary]) -> None:
        named = [each for each in elements if each.S == "/TD" and list(each.A.get("/Headers", []))]
        rows, columns, vat, facts_and_sums = 10, 7, 4, 12
        assert len(named) >= rows * columns + vat + facts_and_sums

    def test_describe_every_picture(self, elements: list[pikepdf.Dictionary]) -> None:
        pictures = [str(each.Alt) for each in elements if each.S == "/Figure"]
        assert len([each for each in pictures if each.strip()]) == 2

    def test_call_nothing_a_table_that_only_stands_side_by_side(self, samples: Samples) -> None:
        pages = pikepdf.open(BytesIO(printed(samples["danish"](), "da", Look(slip="fik"))))
        tables = [each for each in tagged(pages) if each.S == "/Table" and "/TR" in {str(k.S) for k in tagged_in(each)}]
        assert len(tables) >= 4
        assert all("/TH" in {str(k.S) for k in tagged_in(each)} for each in tables)


def tagged_in(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Return the elements below one."""
    below: list[pikepdf.Dictionary] = []
    for kid in list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below += [kid, *(tagged_in(kid) if "/K" in kid else [])]
    return below
