"""What can be done with passkeys and recovery codes."""
