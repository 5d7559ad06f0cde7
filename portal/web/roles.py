"""Roles in words, for every screen that names one."""

from tenants.kernel.language import Message, msg

FIRM_ROLES: dict[str, Message] = {
    "owner": msg("Owner"),
    "manager": msg("Manager"),
    "accountant": msg("Accountant"),
    "assistant": msg("Assistant"),
    "auditor": msg("Auditor"),
}
MEMBER_ROLES: dict[str, Message] = {
    "admin": msg("Admin"),
    "editor": msg("Editor"),
    "viewer": msg("Viewer"),
    "author": msg("Author"),
}
