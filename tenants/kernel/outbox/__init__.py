"""The outbox: what must happen after a commit, as rows. PostgreSQL is the record, RQ is only the bell."""
