"""From a bare machine to a running program; standard library only, for nothing else is there yet."""
