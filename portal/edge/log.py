"""The log: one line of JSON an event, with traces but never the values of variables, which may be secrets."""

import structlog


def install() -> None:
    """Have every event logged as one line of JSON on standard output."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        cache_logger_on_first_use=True,
    )
