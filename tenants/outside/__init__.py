"""The one door to the network: mail, built by hand and read back, and SMTP that knows how far it came."""
