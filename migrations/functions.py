"""Functions that see more than a scope shows: owned by a role that can't log in, called by the application only."""

from collections.abc import Iterator, Mapping


def of_system(functions: Mapping[str, str]) -> Iterator[str]:
    """Yield the statements that make functions, given by signature, and hand them to samla_system."""
    yield "grant usage, create on schema public to samla_system"
    for signature, definition in functions.items():
        yield definition
        yield f"alter function {signature} owner to samla_system"
        yield f"revoke all on function {signature} from public"
        yield f"grant execute on function {signature} to samla_app, samla_system"
    yield "revoke create on schema public from samla_system"
