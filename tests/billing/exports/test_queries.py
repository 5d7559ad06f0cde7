"""Everything that a workspace's books consist of is taken along, or is named with the reason why it isn't."""

import pytest
from factories.cast import Cast
from factories.issued import BY_EMAIL, rendered

import billing.schema
import tenants.schema
from billing.exports.actions import note_export
from billing.exports.queries import LEFT_OUT, REGISTERS, export_years, kept_files, register_lines
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import NotFound


class TestRegisters:
    """`register_lines`."""

    def test_are_all_tables_of_the_books_but_those_named(self) -> None:
        models = (*tenants.schema.MODELS, *billing.schema.MODELS)
        keys = {each.__tablename__: set(each.__table__.c.keys()) for each in models}
        of_books = {name for name, columns in keys.items() if {"workspace_id", "scope_id"} & columns}
        assert {each.__tablename__ for each in REGISTERS} | LEFT_OUT.keys() == of_books
        assert not {each.__tablename__ for each in REGISTERS} & LEFT_OUT.keys()

    def test_hold_what_was_invoiced_with_its_cents(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        rendered(cast.alice, where, [BY_EMAIL])
        with cast.bob.acting():
            found = {name: list(lines) for name, lines in register_lines(where)}
        headings, line = found["invoice"]
        invoice = dict(zip(headings, line, strict=True))
        posted = [dict(zip(found["ledger_entry"][0], entry, strict=True)) for entry in found["ledger_entry"][1:]]
        assert invoice["total"] == sum(entry["amount"] for entry in posted if entry["account"] == "receivable")
        assert "." in str(invoice["total"])
        assert found["person"][1][1] == "Bob"
        assert "content" not in found["file"][0]

    def test_show_a_stranger_headings_only(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        rendered(cast.alice, where, [BY_EMAIL])
        with cast.charlie.acting():
            lengths = {name: len(list(lines)) for name, lines in register_lines(where)}
            assert set(lengths.values()) == {1}
            assert (export_years(where), list(kept_files(where, None))) == ((), [])


class TestFiles:
    """`kept_files` and `export_years`."""

    def test_are_all_that_were_kept_in_the_year(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        rendered(cast.alice, where, [BY_EMAIL])
        with cast.bob.acting():
            (year,) = export_years(where)
            files = list(kept_files(where, year.year))
            assert (year.files, year.size) == (len(files), sum(len(file.content) for file in files))
            assert any(file.media_type == "application/pdf" for file in files)
            assert list(kept_files(where, year.year - 1)) == []


class TestNote:
    """`note_export`."""

    def test_stands_in_the_journal(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.bob.acting(in_=where) as (actor, now):
            note_export(actor, where, 2026, now=now)
            assert journal_rows(where)[0].act == "books_exported"

    def test_is_not_for_a_stranger(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with cast.charlie.acting(in_=where) as (actor, now), pytest.raises(NotFound):
            note_export(actor, where, None, now=now)
