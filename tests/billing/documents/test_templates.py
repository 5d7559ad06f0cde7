"""The templates' surroundings."""

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from billing.documents.templates import environment, fill


class TestEnvironment:
    """Escaping, undefined names, the package's own files."""

    def test_escapes_everything(self) -> None:
        assert environment().from_string("{{ name }}").render(name='<b a="1">') == "&lt;b a=&#34;1&#34;&gt;"

    def test_knows_no_undefined_name(self) -> None:
        with pytest.raises(UndefinedError):
            environment().from_string("{{ nobody.name }}").render()

    @pytest.mark.parametrize("name", ["../../pyproject.toml", "/etc/passwd", "../look.py"])
    def test_opens_nothing_outside_the_package(self, name: str) -> None:
        with pytest.raises(TemplateNotFound):
            environment().get_template(name)


class TestFill:
    """A template with its document."""

    def test_refuses_a_template_without_its_document(self) -> None:
        with pytest.raises(UndefinedError):
            fill("invoice/invoice.html", "fi")
