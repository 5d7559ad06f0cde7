"""Telling the reader where everything is and who can log in."""

import pyotp

from portal.demo.folder import DemoFolder
from portal.demo.keys import Keys
from portal.demo.scenario.house import ACCOUNTANT, OWNER
from portal.demo.scenario.platform import CHARGER, PLATFORM
from portal.demo.scenario.playing import STORIES
from portal.demo.telling import tell
from portal.edge.clock import real_clock

STEP = 30  # seconds a code counts (RFC 6238)
WIDTH = 30
SIGNING_IN = (
    (OWNER, "owner of the firm"),
    (ACCOUNTANT, "accountant, in English"),
    (CHARGER, f"{PLATFORM.name}, which charges the plans"),
)


def announce(folder: DemoFolder, keys: Keys, *, portal: str, mails: str, repeat: str) -> None:
    """Tell the addresses, who can log in with what, and how to get the next code."""
    tell()
    tell(f"Samla         {portal}")
    tell(f"Mails         {mails}")
    tell(f"E-invoices    {folder.einvoices}")
    tell()
    tell(f"Everybody's password is  {keys.password}")
    tell()
    for person, role in SIGNING_IN:
        code = pyotp.TOTP(keys.second_factors[person.email]).now()
        tell(f"  {person.email:{WIDTH}} {role}; second step now: {spaced(code)}")
    for story in STORIES:
        contact = story.client
        if story.is_accepted:
            tell(f"  {contact.contact_email:{WIDTH}} {story.name}; sets the second step up at first")
        elif story.reached == "invited":
            tell(f"  {contact.contact_email:{WIDTH}} {story.name}, invited: open the link in the mail")
    tell()
    tell(f"A code counts once and for half a minute. The next ones, in another terminal:  {repeat} --code")
    tell("Ctrl-C ends the demo; everything is kept until a start with --fresh.")


def tell_codes(keys: Keys) -> None:
    """Tell the codes of this moment, and for how many seconds they count."""
    left = STEP - int(real_clock().timestamp()) % STEP
    for email, secret in keys.second_factors.items():
        tell(f"{email:{WIDTH}} {spaced(pyotp.TOTP(secret).now())}   for {left} more seconds")


def spaced(code: str) -> str:
    """Return a code as people read it out.

    >>> spaced("012345")
    '012 345'
    """
    return f"{code[:3]} {code[3:]}"
