"""Learning paths: what each position studies, in which order."""
