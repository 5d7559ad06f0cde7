"""A mail server that delivers nothing: what is sent to it is kept in a folder and can be read in the browser."""

from portal.demo.mail_catcher.catcher import MailCatcher

__all__ = ["MailCatcher"]
