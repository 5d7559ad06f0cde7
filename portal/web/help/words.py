"""Permissions in words."""

from tenants.kernel.actor import FirmPermission, Permission
from tenants.kernel.language import Message, msg

P, F = Permission, FirmPermission

IN_BOOKS: dict[Permission, Message] = {
    P.SEE_WORKSPACE: msg("See the company and its agreement"),
    P.SEE_INVOICES: msg("See invoices, requests and customers"),
    P.SEE_QUESTIONS: msg("See questions and answers"),
    P.ASK: msg("Ask and answer"),
    P.EDIT_CUSTOMERS: msg("Change customers"),
    P.EDIT_ARTICLES: msg("Change articles and prices"),
    P.IMPORT_REQUESTS: msg("Fetch billing requests"),
    P.EDIT_REQUESTS: msg("Correct billing requests"),
    P.WRITE_INVOICES: msg("Write invoices and submit them to the firm"),
    P.CHECK_WRITTEN: msg("Check submitted invoices and send them on"),
    P.RUN_INVOICING: msg("Run the invoicing"),
    P.CREDIT_INVOICES: msg("Credit invoices"),
    P.SEND_DOCUMENTS: msg("Send documents"),
    P.SEND_REMINDERS: msg("Send reminders"),
    P.ORDER_COLLECTION: msg("Hand over to collection"),
    P.SEE_AUDIT: msg("See the audit trail"),
    P.EDIT_SETTINGS: msg("Change settings and bank accounts"),
    P.MANAGE_AGREEMENT: msg("Change or end the agreement"),
    P.EXPORT_BOOKS: msg("Take all registers and files along"),
    P.MANAGE_MEMBERS: msg("Give roles to the company's people"),
    P.ACCEPT_TERMS: msg("Accept terms and mandates"),
}
IN_FIRM: dict[FirmPermission, Message] = {
    F.SEE_FIRM: msg("See the firm and its people"),
    F.EDIT_CLIENTS: msg("Change the client register and engagements"),
    F.INVITE_CLIENTS: msg("Invite companies to become clients"),
    F.SEE_RECORDS: msg("See what clients accepted, also those who left"),
    F.OPEN_BOOKS: msg("Open books for the firm itself"),
    F.EDIT_FIRM: msg("Fill in the firm's own address and e-invoice address"),
    F.MANAGE_PEOPLE: msg("Invite people, give roles and let people go"),
    F.SET_SIGN_IN: msg("Decide where the firm's people sign in"),
}
ROLES: dict[str, Message] = {
    "owner": msg("Owner"),
    "manager": msg("Manager"),
    "accountant": msg("Accountant"),
    "assistant": msg("Assistant"),
    "auditor": msg("Auditor"),
    "admin": msg("Admin"),
    "editor": msg("Editor"),
    "viewer": msg("Viewer"),
    "author": msg("Author"),
}
