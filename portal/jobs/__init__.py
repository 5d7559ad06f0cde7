"""Jobs: what the outbox asks for, done by workers; a job is a route without HTTP."""
