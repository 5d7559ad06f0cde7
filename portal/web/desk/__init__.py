"""The firm's service desk: what was submitted, checked and sent on or returned; and how the desk works."""
