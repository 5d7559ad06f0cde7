"""Who is asking: sign-in, the session cookie, and the gate that is closed by default."""
