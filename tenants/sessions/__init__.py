"""Sessions: who is signed in, from where, until when; kept on the server."""
