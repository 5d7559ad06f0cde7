"""What an application costs to make, paid once a test process: the programs of its routes and of its templates.

Each test has an application of its own. Two hooks of Flask let all of them share what was compiled, which depends on
nothing but a route's text and a template's: a test's application takes 10 ms instead of 80, and its first page no 200.
"""

from collections.abc import Callable

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.rules import RulePart

Builder = Callable[..., tuple[str, str]]
Pattern = tuple[list[RulePart], list[tuple[bool, str]], dict[str, BaseConverter], frozenset[str]]
_builders: dict[tuple[object, ...], Builder] = {}
_patterns: dict[tuple[object, ...], Pattern] = {}


class RememberingRule(Rule):
    """A route that is read, and whose building of addresses is compiled, once for all routes of the same text."""

    def compile(self) -> None:
        """Take over what a route of the same text was read as, or read this one."""
        key = self._text()
        if key not in _patterns:
            super().compile()
            _patterns[key] = (self._parts, self._trace, self._converters, frozenset(self.arguments))
            return
        self._parts, self._trace, self._converters, arguments = _patterns[key]
        self.arguments |= arguments
        self._build = self._compile_builder(False).__get__(self, None)
        self._build_unknown = self._compile_builder(True).__get__(self, None)

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002  Werkzeug's signature
        key = (*self._text(), append_unknown)
        if key not in _builders:
            _builders[key] = super()._compile_builder(append_unknown)
        return _builders[key]

    def _text(self) -> tuple[object, ...]:
        return (self.rule, self.subdomain, self.host, self.merge_slashes, repr(self.defaults))


class RememberedTemplates(BytecodeCache):
    """The compiled templates of this process; Jinja asks for one by the hash of its text."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its program, where one of the same text was compiled before."""
        if program := self._compiled.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(program)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the program of a template."""
        self._compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def share_what_is_compiled() -> None:
    """Have every application of this process share its compiled routes and templates."""
    Flask.url_rule_class = RememberingRule
    Flask.jinja_options = {"bytecode_cache": RememberedTemplates()}
