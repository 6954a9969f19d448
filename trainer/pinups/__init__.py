"""Pin-ups: what hangs on the wall of the counter."""
