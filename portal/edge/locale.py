"""Which language a request is answered in, before it is known who asks."""

from flask import Flask, g, request

from tenants.kernel.language import pick_language

COOKIE = "language"


def install(app: Flask) -> None:
    """Have `g.language` set: the visitor's choice here, else the browser's; the gate puts the user's."""

    @app.before_request
    def speak() -> None:
        wanted = [request.cookies.get(COOKIE, ""), *request.accept_languages.values()]
        g.language = pick_language([tag for tag in wanted if tag])
