"""Factors: what a person proves themselves with beside a password, passkeys and recovery codes."""
