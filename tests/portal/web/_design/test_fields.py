"""Fields: ours and WTForms' look the same to a template."""

from decimal import Decimal

from flask import Flask, get_template_attribute
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DecimalField, Form, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from portal.web._design.fields import Field, Option, as_field, unplaced
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem


class Customer(Form):
    """A form as an area may write it."""

    name = StringField("Name", [DataRequired("The name is missing."), Length(max=80)], description="As registered.")
    limit = DecimalField("Limit")
    secret = PasswordField("Secret")
    language = SelectField("Language", choices=[("fi", "Suomi"), ("sv", "Svenska")])
    block = BooleanField("Block")


class TestAsField:
    """What a template sees of a field."""

    def test_reads_a_bound_field_of_wtforms(self) -> None:
        form = Customer(MultiDict({"name": "", "limit": "12,x", "secret": "s3cret", "language": "sv", "block": "y"}))
        form.validate()
        name = as_field(form.name)
        assert (name.label, name.kind, name.hint, name.required) == ("Name", "text", "As registered.", True)
        assert name.errors == ("The name is missing.",)
        assert as_field(form.limit).value == "12,x"
        assert as_field(form.secret).value == ""
        assert as_field(form.language).options == (Option("fi", "Suomi"), Option("sv", "Svenska"))
        assert as_field(form.language).value == "sv"
        assert as_field(form.block).checked

    def test_reads_the_value_of_an_object(self) -> None:
        assert as_field(Customer(data={"limit": Decimal("12.50")}).limit).value == "12.50"

    def test_lets_the_template_say_more(self) -> None:
        field = as_field(Field(name="limit", label="Limit", kind="money"), suffix="EUR", hint="A month")
        assert (field.suffix, field.inputmode, field.described_by) == ("EUR", "decimal", "field-limit-hint")


class TestErrors:
    """What stands above a form."""

    def test_names_also_what_the_page_has_no_field_for(self, gallery: Flask) -> None:
        shown = Field(name="city", label="Town", errors=("It is missing.",))
        problems = Problem("city", msg("The town is missing.")), Problem("next_number", msg("Choose a day."))
        others = unplaced(problems, (shown,))
        assert others == (problems[1].message,)
        with gallery.test_request_context():
            errors = get_template_attribute("_design/form.html", "errors")
            both, alone, none = (str(errors(*given)) for given in (((shown,), others), ((), others), ((), ())))
        assert "2 answers have to be changed." in both
        assert 'href="#field-city"' in both
        assert "<li>Choose a day.</li>" in alone
        assert "data-errors" not in none


class TestFieldMacro:
    """The markup of a field."""

    def test_ties_hint_and_error_to_the_input(self, gallery: Flask) -> None:
        wrong = Field(name="code", label="Postal code", hint="Five digits.", errors=("It is missing.",), required=True)
        with gallery.test_request_context():
            html = str(get_template_attribute("_design/form.html", "field")(wrong))
        assert 'aria-invalid="true" aria-describedby="field-code-hint field-code-error"' in html
        assert 'id="field-code-error"' in html
        assert "required" in html

    def test_escapes_what_was_typed(self, gallery: Flask) -> None:
        typed = Field(name="name", label="Name", value='"><script>alert(1)</script>')
        with gallery.test_request_context():
            html = str(get_template_attribute("_design/form.html", "field")(typed))
        assert "<script>" not in html
