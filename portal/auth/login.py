"""Flask-Login's view of the signed-in user, loaded from our own session; it keeps no session of its own."""

from flask import Flask, g
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Request

from tenants.users.queries import Person


class SignedInUser(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """The person behind `flask_login.current_user`."""

    def __init__(self, person: Person) -> None:
        """Take the person that the gate let in."""
        self.person = person

    def get_id(self) -> str:
        """Return the user's id."""
        return str(self.person.id)


def install(app: Flask) -> None:
    """Give an application `current_user`."""
    manager = LoginManager(app)
    manager.session_protection = None

    @manager.request_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
    def load(_request: Request) -> SignedInUser | None:
        person: Person | None = g.get("person")
        return SignedInUser(person) if person else None
