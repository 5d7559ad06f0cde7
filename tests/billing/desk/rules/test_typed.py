"""What a form says becomes a draft, and comes back from where it is kept as it was."""

from billing.desk.rules.typed import LONGEST, TypedInvoice, TypedLine, read_form


class TestReadForm:
    def test_takes_the_lines_in_their_order_and_drops_empty_ones(self) -> None:
        form = {"lines.1.text": "Kiln", "lines.1.price": "10", "lines.2.text": "", "lines.3.text": "Clay"}
        assert [line.text for line in read_form(form).lines] == ["Kiln", "Clay"]

    def test_leaves_one_empty_line_to_write_in(self) -> None:
        assert read_form({}).lines == (TypedLine(),)

    def test_cuts_what_is_too_long_and_keeps_no_controls(self) -> None:
        typed = read_form({"order_reference": "x" * 999, "message": "a\x00b\nc"})
        assert (len(typed.order_reference), typed.message) == (LONGEST, "ab\nc")

    def test_leaves_the_personal_id_to_who_masks_it(self) -> None:
        form = {"personal_id": "811228-9874", "lines.1.text": "Painting", "lines.1.work_kind": "painting"}
        typed = read_form(form)
        assert "8112" not in str(typed.to_json())
        assert typed.has_work

    def test_comes_back_as_it_was_kept(self) -> None:
        typed = TypedInvoice(customer_id="c", message="Thanks", lines=(TypedLine(text="Kiln", vat="AE"), TypedLine()))
        assert TypedInvoice.from_json(typed.to_json()) == typed
