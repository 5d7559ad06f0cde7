"""The pages of help."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from portal.auth.gate import signed_in
from portal.web.help import words
from tenants.access.rules import IN_FIRM, IN_WORKSPACE
from tenants.kernel.language import Message, msg

blueprint = Blueprint("help", __name__, template_folder="templates")
OF_COMPANIES = ("admin", "editor", "viewer", "author")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who may do what: a row for each permission, a column for each role."""

    heading: Message
    roles: tuple[Message, ...]
    rows: tuple[tuple[Message, tuple[bool, ...]], ...]


@blueprint.get("/help/roles")
@signed_in
def roles() -> str:
    """Show who may do what, from the table that the gate itself reads."""
    return render_template("help/roles.html", matrices=matrices())


def matrices() -> tuple[Matrix, ...]:
    """Return the tables of roles: staff in a client's books, staff in the firm, and the client's own people."""
    return (
        _in_books(msg("The firm's people in a client's books"), tuple(IN_FIRM)),
        Matrix(
            msg("The firm's people in the firm"),
            tuple(words.ROLES[role] for role in IN_FIRM),
            tuple((said, tuple(one in IN_FIRM[role] for role in IN_FIRM)) for one, said in words.IN_FIRM.items()),
        ),
        _in_books(msg("A company's own people"), OF_COMPANIES),
    )


def _in_books(heading: Message, listed: tuple[str, ...]) -> Matrix:
    rows = tuple(
        (said, tuple(one in IN_WORKSPACE[role] for role in listed))
        for one, said in words.IN_BOOKS.items()
        if any(one in IN_WORKSPACE[role] for role in listed)
    )
    return Matrix(heading, tuple(words.ROLES[role] for role in listed), rows)
