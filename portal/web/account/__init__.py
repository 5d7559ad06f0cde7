"""The account: how a person signs in, and where they are signed in."""
