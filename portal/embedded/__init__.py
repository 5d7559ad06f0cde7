"""PostgreSQL and Valkey from wheels, run by an unprivileged account, for the demo and the tests."""
