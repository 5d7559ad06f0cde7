"""The demo: everything an installation needs, started on one machine, with a firm that has been at work."""
