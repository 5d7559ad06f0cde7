"""Invoice runs: the requests chosen, rehearsed, then issued under one run, chunk by chunk."""
