"""What the sign-in pages are told."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from tenants.kernel.language import msg

MISSING = InputRequired(message=msg("Fill this in."))


class SignInForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """Address and password."""

    email = EmailField(msg("E-mail"), [MISSING, Length(max=254)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        msg("Password"), [MISSING, Length(max=256)], render_kw={"autocomplete": "current-password"}
    )


class CodeForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A code of the authenticator app."""

    code = StringField(
        msg("Six-digit code"),
        [MISSING, Length(max=12)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
