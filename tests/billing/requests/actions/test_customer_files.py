"""Customer cards out to CSV and in again."""

import pytest
from factories.articles import new_list
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.requests import csv_file, new_customer, ready_house
from factories.statements import statements

from billing.customers.queries import CustomerQuery, customer_rows
from billing.requests.actions import Upload, merge_customers
from billing.requests.actions.customer_files import (
    FileTaken,
    NoSuchCustomerFile,
    OnlyAlike,
    RowsWrong,
    import_customers,
    keep_customer_file,
    plan_customers,
)
from billing.requests.formats.customer_csv import write_customers_csv
from tenants.kernel.ids import FileId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import Invalid, NotFound

HEADER = "number;name;street;postal_code;city;email;discount_percent;notes"


@pytest.fixture(autouse=True)
def ready(cast: Cast) -> None:
    ready_house(cast.alice, cast.kuusi)


def kept(cast: Cast, data: bytes) -> FileId:
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return keep_customer_file(actor, cast.kuusi.workspace_id, Upload("c.csv", data), now=now)


def planned(cast: Cast, data: bytes) -> list[tuple[int, str, list[str]]]:
    file_id = kept(cast, data)
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        plan = plan_customers(cast.kuusi.workspace_id, file_id)
    return [(row.line, row.outcome, [problem.field for problem in row.problems]) for row in plan]


class TestImportCustomers:
    """Rehearsed, then taken whole."""

    def test_tells_each_row_what_it_would_do(self, cast: Cast) -> None:
        new_customer(cast.alice, cast.kuusi)
        rows = (
            "10001;Tuohi & Terva Oy;Hamngatan 1;10600;Åbo;ostot@tuohi.example;;",
            ";New Oy;Katu 1;00100;Helsinki;new@new.example;7,5;Two  words",
            ";;Katu 1;1;Helsinki;x;much;",
            "7 7;A;Katu 1;00100;Helsinki;a@a.example;;",
            "8;A;Katu 1;00100;Helsinki;a@a.example;;",
            "8;A;Katu 1;00100;Helsinki;a@a.example;;",
        )
        for encoding in ("utf-8", "cp1252"):
            assert planned(cast, csv_file(*rows, header=HEADER).decode().encode(encoding)) == [
                (2, "changed", []),
                (3, "new", []),
                (4, "wrong", ["name", "postal_code", "email", "discount_percent"]),
                (5, "wrong", ["number"]),
                (6, "wrong", ["number"]),
                (7, "wrong", ["number"]),
            ]

    def test_knows_the_price_lists(self, cast: Cast) -> None:
        new_list(cast.alice, cast.kuusi, "Cheap")
        rows = ("7;A Oy;Katu 1;00100;Helsinki;a@a.example;Cheap", "8;B Oy;Katu 1;00100;Helsinki;b@b.example;Dear")
        data = csv_file(*rows, header="number;name;street;postal_code;city;email;price_list")
        assert planned(cast, data) == [(2, "new", []), (3, "wrong", ["price_list"])]

    def test_takes_all_or_nothing(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        new_customer(cast.alice, cast.kuusi)
        wrong = kept(cast, csv_file("10001,Changed", "9,", header="number,name"))
        right = kept(
            cast,
            csv_file(
                "10001,Changed,10600,A,1,a@a.example",
                ",New,00100,B,2,b@b.example",
                header="number,name,postal_code,city,street,email",
            ),
        )
        with cast.alice.acting(in_=where) as (actor, now), pytest.raises(RowsWrong):
            import_customers(actor, where, wrong, now=now)
        with cast.alice.acting(in_=where) as (actor, now):
            assert [row.name for row in customer_rows(where, CustomerQuery())] == ["Tuohi & Terva Oy"]
            import_customers(actor, where, right, now=now)
            found = {row.number: row.name for row in customer_rows(where, CustomerQuery())}
            with pytest.raises(FileTaken):
                import_customers(actor, where, right, now=now)
            assert len(customer_rows(where, CustomerQuery())) == 2
        assert found == {"10001": "Changed", "10002": "New"}

    def test_names_the_card_that_a_row_looks_like(self, cast: Cast) -> None:
        company = y_tunnus(2_622_229)
        new_customer(cast.alice, cast.kuusi, business_id=company)
        new_customer(cast.alice, cast.kuusi, kind="consumer", name="Aino Aalto", business_id=None, vat_id=None)
        rows = (
            f";business;Tuohi ja Terva;Katu 1;00100;{company}",
            f"77;business;Tuohi Porvoo;Katu 2;06100;{company}",
            ";consumer;AINO  Aalto;hamngatan 1;10 600;",
            ";consumer;Aino Aalto;Hamngatan 2;10600;",
            f";business;Uusi Oy;Katu 1;00100;{y_tunnus(2_622_230)}",
            f";business;Uusi Oy Porvoo;Katu 1;06100;{y_tunnus(2_622_230)}",
            f"10001;business;Tuohi & Terva Oy;Hamngatan 1;10600;{company}",
        )
        header = "number;kind;name;street;postal_code;business_id;city;email"
        file_id = kept(cast, csv_file(*(f"{row};Helsinki;a@a.example" for row in rows), header=header))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            plan = plan_customers(cast.kuusi.workspace_id, file_id)
        found = [(row.outcome, row.alike.number if row.alike else "", row.alike_line) for row in plan]
        assert found[:-1] == [
            ("alike", "10001", None),
            ("alike", "10001", None),
            ("alike", "10002", None),
            ("new", "", None),
            ("new", "", None),
            ("alike", "", 6),
        ]
        assert plan[-1].outcome == "changed"

    def test_makes_no_second_card_unless_asked_to(self, cast: Cast) -> None:
        where, company = cast.kuusi.workspace_id, y_tunnus(2_622_229)
        row = f";Tuohi;Katu 1;00100;Helsinki;a@a.example;{company}"
        header = "number;name;street;postal_code;city;email;business_id"
        first, again = (kept(cast, csv_file(row, header=header)) for _time in range(2))
        with cast.alice.acting(in_=where) as (actor, now):
            import_customers(actor, where, first, now=now)
            with pytest.raises(OnlyAlike):
                import_customers(actor, where, again, now=now)
            assert [card.number for card in customer_rows(where, CustomerQuery())] == ["10001"]
            import_customers(actor, where, again, second_cards=True, now=now)
            assert len(customer_rows(where, CustomerQuery())) == 2
            told = journal_rows(where, about_id=again)[0]
        assert told.after == {"added": 1, "changed": 0, "left_out": 0}

    def test_leaves_out_the_rows_of_customers_with_a_card(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        new_customer(cast.alice, cast.kuusi)
        both = (";Tuohi & Terva Oy;Katu 1;10600;Ekenäs;a@a.example;;", ";New Oy;Katu 1;00100;Helsinki;n@n.example;;")
        file_id = kept(cast, csv_file(*both, header=HEADER))
        with cast.alice.acting(in_=where) as (actor, now):
            import_customers(actor, where, file_id, now=now)
            assert {card.name for card in customer_rows(where, CustomerQuery())} == {"Tuohi & Terva Oy", "New Oy"}

    def test_leads_from_a_card_that_rests_to_the_one_that_stays(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        stays, rests = new_customer(cast.alice, cast.kuusi), new_customer(cast.alice, cast.kuusi, name="Terva")
        file_id = kept(cast, csv_file(";TERVA;Katu 1;10600;Ekenäs;a@a.example;;", header=HEADER))
        with cast.alice.acting(in_=where) as (actor, now):
            merge_customers(actor, where, stays, rests, now=now)
            (row,) = plan_customers(where, file_id)
        assert row.alike is not None
        assert row.alike.id == stays

    def test_looks_for_cards_with_as_many_questions_for_many_rows_as_for_one(self, cast: Cast) -> None:
        asked = []
        for count in (1, 5):
            rows = (f";Firm {n};Katu 1;00100;Helsinki;a@a.example;;" for n in range(count))
            file_id = kept(cast, csv_file(*rows, header=HEADER))
            with cast.alice.acting(in_=cast.kuusi.workspace_id), statements() as questions:
                plan_customers(cast.kuusi.workspace_id, file_id)
            asked.append(len(questions))
        assert asked[0] == asked[1]

    def test_changes_many_cards_with_as_many_questions_as_one(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        for name in ("A", "B", "C", "D"):
            new_customer(cast.alice, cast.kuusi, name=name)
        asked = []
        for rows in (("10001;A;A Oy",), ("10002;B;B Oy", "10003;C;C Oy", "10004;D;D Oy")):
            file_id = kept(cast, csv_file(*rows, header="number;notes;name"))
            with cast.alice.acting(in_=where) as (actor, now), statements() as questions:
                import_customers(actor, where, file_id, now=now)
            asked.append(len(questions))
        with cast.alice.acting(in_=where):
            cards = customer_rows(where, CustomerQuery())
            told = [journal_rows(where, about_id=card.id)[0] for card in cards]
        assert {(card.name, card.notes) for card in cards} == {(f"{name} Oy", name) for name in "ABCD"}
        assert {(row.act, row.before["name"], row.after["name"]) for row in told if row.before and row.after} == {
            ("customer_changed", name, f"{name} Oy") for name in "ABCD"
        }
        assert asked[0] == asked[1]

    def test_finds_nothing_to_do_in_what_was_exported(self, cast: Cast) -> None:
        new_customer(
            cast.alice, cast.kuusi, phone="+358 40 1", notes="one\ntwo", name="=Formula", discount_percent=None
        )
        new_customer(cast.alice, cast.kuusi, vat_category="E", vat_reason="x", currency="SEK", order_reference="PO")
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            data = write_customers_csv(customer_rows(cast.kuusi.workspace_id, CustomerQuery()))
        assert b";'=Formula;" in data
        assert [outcome for _line, outcome, _problems in planned(cast, data)] == ["same", "same"]

    def test_refuses_what_isnt_a_file_of_customers(self, cast: Cast) -> None:
        for data in (b"name\nX\n", b"number;colour\n1;red\n"):
            with pytest.raises(Invalid):
                kept(cast, data)

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        file_id, where = kept(cast, csv_file("1;A", header="number;name")), cast.kuusi.workspace_id
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            with pytest.raises(NotFound):
                import_customers(actor, where, file_id, now=now)
            with pytest.raises(NoSuchCustomerFile):
                plan_customers(where, file_id)
