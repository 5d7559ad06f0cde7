"""Plans: the variants, what each contains and what it costs."""
