"""Saying on the next page what the last act did."""

from typing import Literal, cast

from flask import flash

from tenants.kernel.language import Message


def tell(sentence: Message, tone: Literal["good", "warn", "bad", "info"] = "good") -> None:
    """Have the next page say a sentence, in the language it is answered in."""
    # Flask's types want text; the cookie keeps whatever JSON can, and `say` reads it back.
    flash(cast("str", sentence.to_json()), tone)
