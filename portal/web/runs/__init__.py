"""Invoice runs: the preview, the start, the progress, and the summary that stays."""
