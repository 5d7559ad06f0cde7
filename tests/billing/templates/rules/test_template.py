"""What a template may say."""

from io import BytesIO

import pytest
from PIL import Image

from billing.seller.rules.fields import Fields
from billing.templates.rules import Template, TemplateInput, read_template


def picture(kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, kind)
    return made.getvalue()


def problems(typed: TemplateInput, *, has_logo: bool = False) -> list[str]:
    found = Fields()
    read_template(found, typed, has_logo=has_logo)
    return [problem.field for problem in found.problems]


class TestReadTemplate:
    """Reading what was typed."""

    def test_fills_every_column_but_the_logos_file(self) -> None:
        typed = TemplateInput(
            design="dense", slip="none", accent=" #7A1F3D ", foot={"fi": " Kiitos \n kaupoista ", "sv": " "}
        )
        values, image = read_template(Fields(), typed, has_logo=False)
        assert Template(**values) == Template(
            design="dense", slip="none", accent="#7a1f3d", foot={"fi": "Kiitos kaupoista"}
        )
        assert image is None

    def test_leaves_the_colour_to_the_settings_where_none_was_chosen(self) -> None:
        assert read_template(Fields(), TemplateInput(), has_logo=False)[0]["accent"] is None

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            (TemplateInput(accent="#eeeeee"), "accent"),
            (TemplateInput(accent="red"), "accent"),
            (TemplateInput(design="comic"), "design"),
            (TemplateInput(slip="cheque"), "slip"),
            (TemplateInput(enclosed="edifact"), "enclosed"),
            (TemplateInput(logo="stolen"), "logo"),
            (TemplateInput(logo="own"), "image"),
            (TemplateInput(logo="own", image=b"<svg onload=alert(1)>"), "image"),
            (TemplateInput(foot={"da": "x" * 201}), "foot_da"),
        ],
    )
    def test_tells_what_is_wrong_at_the_field(self, typed: TemplateInput, field: str) -> None:
        assert problems(typed) == [field]

    def test_keeps_the_logo_there_is(self) -> None:
        assert problems(TemplateInput(logo="own"), has_logo=True) == []

    def test_writes_a_logo_anew(self) -> None:
        _, image = read_template(Fields(), TemplateInput(logo="own", image=picture("JPEG")), has_logo=False)
        assert image is not None
        assert image.startswith(b"\x89PNG")

    def test_takes_no_image_that_the_choice_has_no_use_for(self) -> None:
        assert read_template(Fields(), TemplateInput(logo="none", image=picture()), has_logo=False)[1] is None
